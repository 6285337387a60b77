using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http.Extensions;

namespace Deis.Kubernetes.Pods;

/// <summary>Reads and follows what containers write. The client package gives up on every answer after its time limit, also on one that goes on.</summary>
/// <param name="client">The connection.</param>
public sealed class PodLogClient(k8s.Kubernetes client)
{
    /// <summary>
    /// What the container of a pod has written, each line with its time in RFC 3339 and a space before it.
    /// </summary>
    /// <param name="space">Namespace.</param>
    /// <param name="pod">Name of the pod, which has one container.</param>
    /// <param name="previous">The container's run before the current one, which has ended.</param>
    /// <param name="follow">Go on with what it writes from now on, until that run ends.</param>
    /// <param name="since">Only lines of this second and later ones; null for all.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <exception cref="KubernetesApiException">The server refuses: no such pod, or its container has not started.</exception>
    public async Task<Stream> OpenAsync(string space, string pod, bool previous, bool follow, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        QueryBuilder query = new() { { "timestamps", "true" } };
        if (previous)
            query.Add("previous", "true");
        if (follow)
            query.Add("follow", "true");
        if (since is { } moment)
            query.Add("sinceTime", moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(client.BaseUri, $"api/v1/namespaces/{Uri.EscapeDataString(space)}/pods/{Uri.EscapeDataString(pod)}/log{query}"))
        {
            // A connection of its own: streams that stay open would use up those of a shared one.
            Version = HttpVersion.Version11,
        };
        if (client.Credentials is { } credentials)
            await credentials.ProcessHttpRequestAsync(request, cancellationToken);
        var response = await client.HttpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.IsSuccessStatusCode)
            return await response.Content.ReadAsStreamAsync(cancellationToken);
        using (response)
            throw new KubernetesApiException(KubernetesApiException.Parse(await response.Content.ReadAsStringAsync(cancellationToken), response.StatusCode));
    }
}
