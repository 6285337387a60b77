using Deis.Kubernetes.Resources;
using Deis.Platform.Runtime.Kubernetes.Objects;
using k8s.Models;

namespace Deis.Platform.Runtime.Kubernetes;

/// <summary>The Services of apps, which tell routers who gets which requests: the app's own, and one for each process type with a part of them.</summary>
internal sealed class AppServices(k8s.Kubernetes client)
{
    private readonly ResourceClient<V1Service> _services = new(client);
    private readonly ResourceClient<V1Deployment> _deployments = new(client);

    /// <summary>Makes them be as a routing says.</summary>
    public async Task PublishAsync(AppRouting routing, CancellationToken cancellationToken)
    {
        var former = await _services.ListAsync(new ResourceSelection(routing.App, $"{KubernetesNames.AllApps},{KubernetesNames.Type}"), cancellationToken);
        // Before the app's own, so that their paths are somebody's at every moment.
        foreach (var service in routing.Services)
        {
            var port = await PortAsync(routing.App, service.Type, cancellationToken);
            await _services.ApplyAsync(AppService.OfPart(routing, service, port), KubernetesNames.Manager, force: true, cancellationToken);
        }
        var own = routing.RoutedType is { } type ? await PortAsync(routing.App, type, cancellationToken) : KubernetesNames.DefaultPort;
        await _services.ApplyAsync(AppService.Of(routing, own), KubernetesNames.Manager, force: true, cancellationToken);
        foreach (var gone in former.Items.Select(service => service.Metadata.Name).Except(routing.Services.Select(service => service.Host)))
        {
            await _services.DeleteAsync(routing.App, gone, gracePeriod: null, cancellationToken);
        }
    }

    private async Task<int> PortAsync(string app, string type, CancellationToken cancellationToken)
    {
        var deployment = await _deployments.FindAsync(app, KubernetesNames.Deployment(app, type), cancellationToken);
        return deployment is null ? KubernetesNames.DefaultPort : PodTemplate.PortOf(deployment);
    }
}
