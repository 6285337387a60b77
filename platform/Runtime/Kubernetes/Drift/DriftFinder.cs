using Deis.Platform.ObjectStorage;
using Deis.Platform.Runtime.Kubernetes.Objects;
using Deis.Platform.Runtime.Kubernetes.State;
using k8s.Models;

namespace Deis.Platform.Runtime.Kubernetes.Drift;

/// <summary>Finds what of an app is not as the platform wants it (docs/protocol/kubernetes-runtime.md §6).</summary>
internal sealed class DriftFinder(ClusterView view, IObjectStore objects, KubernetesRuntimeOptions options)
{
    private static readonly Correlation _nobody = new("", "");

    /// <summary>The first thing that is not as wanted, as a sentence; null when all is.</summary>
    public string? Find(AppBlueprint wanted)
    {
        var app = wanted.Routing.App;
        if (!view.HasSpace(app))
            return $"The namespace {app} is gone.";
        foreach (var process in wanted.Processes)
        {
            if (FindSecret(process) is { } secret)
                return secret;
            if (FindDeployment(process) is { } deployment)
                return deployment;
        }
        var routing = wanted.Routing;
        return routing.Services
            .Select(part => FindService(AppService.OfPart(routing, part, view.Port(app, part.Type))))
            .Prepend(FindService(AppService.Of(routing, view.Port(app, routing.RoutedType))))
            .FirstOrDefault(found => found is not null);
    }

    private string? FindDeployment(ProcessSpec wanted)
    {
        var name = KubernetesNames.Deployment(wanted.App, wanted.Type);
        if (view.Deployment(wanted.App, name) is not { Metadata.DeletionTimestamp: null } there)
            return $"The Deployment {name} is gone.";
        var desired = ProcessDeployment.Of(AsScaled(wanted, there), KubernetesNames.CorrelationOf(there.Metadata) ?? _nobody, options);
        return Coverage.FirstDifference(desired, there) is { } field ? $"The Deployment {name} was changed by somebody else: {field}." : null;
    }

    private string? FindSecret(ProcessSpec wanted)
    {
        var name = KubernetesNames.Environment(wanted.App, wanted.Release);
        if (view.Secret(wanted.App, name) is not { Metadata.DeletionTimestamp: null, Data: { } there })
            return $"The Secret {name} is gone.";
        var desired = EnvironmentSecret.Of(wanted.App, wanted.Release, wanted.Workload, objects, options).Data;
        // The URL of the slug is another one each time.
        var differs = desired.Any(entry => !there.TryGetValue(entry.Key, out var value) || (entry.Key != EnvironmentSecret.SlugUrlKey && !value.AsSpan().SequenceEqual(entry.Value)));
        return differs ? $"The Secret {name} was changed by somebody else." : null;
    }

    private string? FindService(V1Service wanted)
    {
        var name = wanted.Metadata.Name;
        if (view.Service(wanted.Metadata.NamespaceProperty, name) is not { Metadata.DeletionTimestamp: null } there)
            return $"The Service {name} is gone.";
        return Coverage.FirstDifference(wanted, there) is { } field ? $"The Service {name} was changed by somebody else: {field}." : null;
    }

    // The number of a type that follows its load is the cluster's business.
    private static ProcessSpec AsScaled(ProcessSpec wanted, V1Deployment there) =>
        wanted is { Scaling: { } scaling, Replicas: > 0 } && there.Spec.Replicas is { } number && number >= scaling.Min && number <= scaling.Max
            ? wanted with { Replicas = number }
            : wanted;
}
