using Deis.Kubernetes.Informers;
using Deis.Kubernetes.Resources;
using Deis.Platform.Runtime.Kubernetes.Drift;
using Deis.Platform.Runtime.Kubernetes.Objects;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace Deis.Platform.Runtime.Kubernetes.State;

/// <summary>The objects of all apps, as the API server told of them last.</summary>
internal sealed class ClusterView
{
    private readonly Informer<V1Namespace> _spaces;
    private readonly Informer<V1Deployment> _deployments;
    private readonly Informer<V1Pod> _pods;
    private readonly Informer<V1Service> _services;
    private readonly Informer<V1Secret> _secrets;
    private readonly ChangeSignal _spacesChanged = new();
    private readonly ChangeSignal _podsChanged = new();

    public ClusterView(
        k8s.Kubernetes client,
        Action<ResourceChange<V1Namespace>> spaceChanged,
        Action<ResourceChange<V1Deployment>> deploymentChanged,
        Action<ResourceChange<V1Pod>> podChanged,
        ChangedApps changed,
        TimeProvider time,
        ILogger logger)
    {
        ResourceSelection all = new(Labels: KubernetesNames.AllApps);
        _spaces = new Informer<V1Namespace>(
            new ResourceClient<V1Namespace>(client),
            all,
            change =>
            {
                spaceChanged(change);
                changed.Add(change);
                _spacesChanged.Set();
            },
            time,
            logger);
        _deployments = new Informer<V1Deployment>(
            new ResourceClient<V1Deployment>(client),
            all,
            change =>
            {
                deploymentChanged(change);
                changed.Add(change);
            },
            time,
            logger);
        _pods = new Informer<V1Pod>(
            new ResourceClient<V1Pod>(client),
            all,
            change =>
            {
                podChanged(change);
                _podsChanged.Set();
            },
            time,
            logger)
        {
            Trim = PodTrim.Trim,
        };
        _services = new Informer<V1Service>(new ResourceClient<V1Service>(client), all, changed.Add, time, logger);
        _secrets = new Informer<V1Secret>(
            new ResourceClient<V1Secret>(client), all with { Labels = KubernetesNames.AllEnvironments }, changed.Add, time, logger);
    }

    /// <summary>Done when everything was seen once.</summary>
    public Task Synced => Task.WhenAll(_spaces.Synced, _deployments.Synced, _pods.Synced, _services.Synced, _secrets.Synced);

    /// <summary>Follows the cluster until it is cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(
            _spaces.RunAsync(cancellationToken),
            _deployments.RunAsync(cancellationToken),
            _pods.RunAsync(cancellationToken),
            _services.RunAsync(cancellationToken),
            _secrets.RunAsync(cancellationToken));

    /// <summary>An app's namespace, or null.</summary>
    public V1Namespace? Space(string app) => _spaces.Find("", app);

    /// <summary>True when the app's namespace is there and will stay.</summary>
    public bool HasSpace(string app) => Space(app) is { Metadata.DeletionTimestamp: null };

    /// <summary>Waits until an app's namespace is gone.</summary>
    public async Task SpaceGoneAsync(string app, CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = _spacesChanged.Next;
            if (Space(app) is null)
                return;
            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>A Deployment of an app, or null.</summary>
    public V1Deployment? Deployment(string app, string name) => _deployments.Find(app, name);

    /// <summary>A Service of an app, or null.</summary>
    public V1Service? Service(string app, string name) => _services.Find(app, name);

    /// <summary>The secret with the environment of a release, or null.</summary>
    public V1Secret? Secret(string app, string name) => _secrets.Find(app, name);

    /// <summary>A pod of an app, or null.</summary>
    public V1Pod? Pod(string app, string name) => _pods.Find(app, name);

    /// <summary>Waits until a pod is there and as wanted.</summary>
    public async Task<V1Pod> PodAsync(string app, string name, Func<V1Pod, bool> isWanted, CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = _podsChanged.Next;
            if (Pod(app, name) is { } pod && isWanted(pod))
                return pod;
            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>All pods of an app.</summary>
    public IEnumerable<V1Pod> Pods(string app) => _pods.In(app);

    /// <summary>The pods of a process type.</summary>
    public IReadOnlyList<V1Pod> Pods(string app, string type) =>
        [.. _pods.In(app).Where(pod => !IsJob(pod) && KubernetesNames.LabelOf(pod.Metadata, KubernetesNames.Type) == type)];

    /// <summary>The port that the processes of a type listen on.</summary>
    public int Port(string app, string? type) =>
        type is not null && Deployment(app, KubernetesNames.Deployment(app, type)) is { } deployment ? PodTemplate.PortOf(deployment) : KubernetesNames.DefaultPort;

    /// <summary>True for the pod of a job.</summary>
    public static bool IsJob(V1Pod pod) => KubernetesNames.LabelOf(pod.Metadata, KubernetesNames.JobKindLabel).Length > 0;
}
