using System.Collections.Concurrent;
using Deis.Kubernetes;
using Deis.Kubernetes.Resources;
using Deis.Platform.Runtime.Kubernetes.Objects;
using Deis.Platform.Runtime.Kubernetes.State;
using k8s;
using k8s.Models;

namespace Deis.Platform.Runtime.Kubernetes;

/// <summary>The namespaces of apps, each with the app's Service, and with its quota where there shall be one.</summary>
internal sealed class AppSpaces(k8s.Kubernetes client, ClusterView view, SettledWork settled, KubernetesRuntimeOptions options)
{
    private readonly ResourceClient<V1Namespace> _spaces = new(client);
    private readonly ResourceClient<V1Service> _services = new(client);
    private readonly ResourceClient<V1ResourceQuota> _quotas = new(client);

    // A platform that was killed right after it had made a namespace looks once more.
    private readonly ConcurrentDictionary<string, bool> _limited = [];

    /// <summary>Creates what is missing; waits for the end of a namespace of that name that is being deleted.</summary>
    public async Task EnsureAsync(string app, CancellationToken cancellationToken)
    {
        if (view.HasSpace(app))
        {
            await LimitAsync(app, cancellationToken);
            return;
        }
        _limited.TryRemove(app, out _);
        while (!await CreateAsync(app, cancellationToken))
            await view.SpaceGoneAsync(app, cancellationToken);
        await LimitAsync(app, cancellationToken);
        var routing = new AppRouting { App = app, Hosts = [], RoutedType = null };
        await IgnoreIfThereAsync(() => _services.CreateAsync(AppService.Of(routing, KubernetesNames.DefaultPort), cancellationToken));
    }

    /// <summary>Deletes the app's namespace with all that is in it, and leaves one of that name alone that is no app's. The end is told when the namespace is gone.</summary>
    public async Task DestroyAsync(string app, Correlation correlation, CancellationToken cancellationToken)
    {
        if (await _spaces.FindAsync(null, app, cancellationToken) is not { } there || !IsOfAnApp(there))
        {
            settled.Settle(correlation, RuntimeOutcome.Success());
            return;
        }
        try
        {
            var note = KubernetesJson.Serialize(new { metadata = new { annotations = KubernetesNames.Annotations(correlation) } });
            await _spaces.PatchAsync(null, app, new V1Patch(note, V1Patch.PatchType.MergePatch), KubernetesNames.Manager, cancellationToken);
            if (await _spaces.DeleteAsync(null, app, gracePeriod: null, cancellationToken))
                return;
        }
        catch (KubernetesApiException exception) when (exception.IsNotFound)
        {
            // it is gone
        }
        catch (KubernetesApiException exception) when (exception.IsConflict)
        {
            // it is being deleted already
            return;
        }
        settled.Settle(correlation, RuntimeOutcome.Success());
    }

    // What the operator has changed of one app's quota stays.
    private async Task LimitAsync(string app, CancellationToken cancellationToken)
    {
        if (options.DefaultQuota is not { } quota || _limited.ContainsKey(app))
            return;
        await IgnoreIfThereAsync(() => _quotas.CreateAsync(SpaceQuota.Of(app, quota), cancellationToken));
        _limited[app] = true;
    }

    // False when a namespace of that name is on its way out.
    private async Task<bool> CreateAsync(string app, CancellationToken cancellationToken)
    {
        V1Namespace desired = new() { Metadata = new V1ObjectMeta { Name = app, Labels = new Dictionary<string, string> { [KubernetesNames.Heritage] = "deis" } } };
        if (await IgnoreIfThereAsync(() => _spaces.CreateAsync(desired, cancellationToken)))
            return true;
        var there = await _spaces.FindAsync(null, app, cancellationToken);
        if (there is not null && !IsOfAnApp(there))
            throw new PlaceTakenException($"The namespace {app} is there and is no app's: delete it, or give it the label heritage=deis.");
        return there is { Metadata.DeletionTimestamp: null };
    }

    private static bool IsOfAnApp(V1Namespace space) => KubernetesNames.LabelOf(space.Metadata, KubernetesNames.Heritage) == "deis";

    private static async Task<bool> IgnoreIfThereAsync(Func<Task> create)
    {
        try
        {
            await create();
            return true;
        }
        catch (KubernetesApiException exception) when (exception.AlreadyExists)
        {
            return false;
        }
    }
}
