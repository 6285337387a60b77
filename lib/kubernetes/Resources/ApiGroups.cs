using k8s;
using k8s.Autorest;

namespace Deis.Kubernetes.Resources;

/// <summary>Which groups of the API the server has, and in which versions: a cluster that is upgraded gains some and loses others.</summary>
public static class ApiGroups
{
    /// <summary>The versions of a group, as the server has them now; none when it lacks the group.</summary>
    /// <param name="client">The connection.</param>
    /// <param name="group">Name of the group, for example <c>autoscaling</c>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="KubernetesApiException">The server refuses.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    public static async Task<IReadOnlyList<string>> VersionsAsync(k8s.Kubernetes client, string group, CancellationToken cancellationToken)
    {
        try
        {
            var all = await client.Apis.GetAPIVersionsAsync(cancellationToken);
            return [.. all.Groups.Where(one => one.Name == group).SelectMany(one => one.Versions).Select(version => version.Version)];
        }
        catch (HttpOperationException exception)
        {
            throw KubernetesApiException.From(exception);
        }
    }
}
