using System.Net;
using Deis.Kubernetes;
using Deis.Kubernetes.Resources;
using Deis.Platform.Logs;
using Deis.Platform.ObjectStorage;
using Deis.Platform.Runtime.Kubernetes.Attach;
using Deis.Platform.Runtime.Kubernetes.Drift;
using Deis.Platform.Runtime.Kubernetes.Objects;
using Deis.Platform.Runtime.Kubernetes.State;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Deis.Platform.Runtime.Kubernetes;

/// <summary>
/// The app runtime of a Kubernetes cluster (docs/protocol/kubernetes-runtime.md): a namespace for each app, a Deployment for each process type, a pod for each job.
/// All state is in the cluster; the ends of the work are told by watching it.
/// </summary>
public sealed partial class KubernetesAppRuntime : BackgroundService, IAppRuntime, ISharedRuntime
{
    private static readonly TimeSpan _renewal = TimeSpan.FromHours(1);

    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly KubernetesRuntimeOptions _options;
    private readonly SettledWork _settled;
    private readonly Supervisor _supervisor;
    private readonly AppSpaces _spaces;
    private readonly EnvironmentSecrets _secrets;
    private readonly CertificateSecrets _certificates;
    private readonly AppJobPods _jobs;
    private readonly PodTalks _talks;
    private readonly PodCommands _commands;
    private readonly DriftFinder _drift;
    private readonly PodLogs _logs;
    private readonly PodEvents _events;
    private readonly ResourceClient<V1Deployment> _deployments;
    private readonly ProcessDeployments _processes;
    private readonly AppServices _services;
    private readonly AppIngresses _ingresses;
    private readonly Autoscalers _scalers;
    private readonly ResourceClient<V1Pod> _pods;
    private readonly ResourceClient<V1Node> _nodes;

    /// <summary>Takes its parts; it works from <see cref="IHostedService.StartAsync"/> on.</summary>
    public KubernetesAppRuntime(
        k8s.Kubernetes client,
        IOptions<KubernetesRuntimeOptions> options,
        IObjectStore objects,
        ILogStreams streams,
        TimeProvider time,
        ILogger<KubernetesAppRuntime> logger)
    {
        _time = time;
        _logger = logger;
        _options = options.Value;
        _settled = new SettledWork(TimeSpan.FromDays(1), time);
        _logs = new PodLogs(client, _options);
        _events = new PodEvents(client);
        _supervisor = new Supervisor(client, _settled, _logs, streams, _options, time, logger) { Clean = CleanAsync, Stop = StopAsync };
        _spaces = new AppSpaces(client, _supervisor.View, _settled, _options);
        _secrets = new EnvironmentSecrets(client, objects, _supervisor.View, _options, time);
        _certificates = new CertificateSecrets(client);
        _jobs = new AppJobPods(client, _secrets, _options, time);
        _talks = new PodTalks(client, View, _jobs, time);
        _commands = new PodCommands(client, time);
        _drift = new DriftFinder(_supervisor.View, objects, _options);
        _deployments = new ResourceClient<V1Deployment>(client);
        _processes = new ProcessDeployments(client, time);
        _services = new AppServices(client);
        _ingresses = new AppIngresses(client, _options);
        _scalers = new Autoscalers(client);
        _pods = new ResourceClient<V1Pod>(client);
        _nodes = new ResourceClient<V1Node>(client);
    }

    /// <inheritdoc/>
    public RuntimeCapabilities Capabilities =>
        RuntimeCapabilities.ContainerImages | RuntimeCapabilities.Limits | RuntimeCapabilities.AllowLists | RuntimeCapabilities.HttpsEnforcement
        | RuntimeCapabilities.Placement | RuntimeCapabilities.LifecycleHooks | RuntimeCapabilities.Autoscale | RuntimeCapabilities.Interaction
        | RuntimeCapabilities.CommandProbes | RuntimeCapabilities.Execution;

    private ClusterView View => _supervisor.View;

    /// <inheritdoc/>
    public async Task<bool> HasNodeAsync(IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        var selector = string.Join(',', labels.Select(label => $"{label.Key}={label.Value}"));
        return (await _nodes.ListAsync(new ResourceSelection(Labels: selector), cancellationToken)).Items.Count > 0;
    }

    /// <inheritdoc/>
    public async Task EnsureAppAsync(string app, CancellationToken cancellationToken)
    {
        await View.Synced.WaitAsync(cancellationToken);
        await _spaces.EnsureAsync(app, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task ApplyAsync(ProcessSpec spec, Correlation correlation, CancellationToken cancellationToken)
    {
        await AskInSpaceAsync(
            spec.App,
            correlation,
            async () =>
            {
                await _secrets.WriteAsync(spec.App, spec.Release, spec.Workload, cancellationToken);
                var wanted = spec with { Replicas = await ReplicasAsync(spec, cancellationToken) };
                await _processes.ApplyAsync(ProcessDeployment.Of(wanted, correlation, _options), cancellationToken);
                if (spec.Scaling is { } scaling)
                    await _scalers.ApplyAsync(spec.App, spec.Type, scaling, cancellationToken);
            },
            cancellationToken);
        _supervisor.LookAtType(spec.App, spec.Type);
    }

    /// <inheritdoc/>
    public async Task ScaleByLoadAsync(string app, string type, LoadScaling? scaling, CancellationToken cancellationToken)
    {
        await EnsureAppAsync(app, cancellationToken);
        if (scaling is null)
            await _scalers.RemoveAsync(app, type, cancellationToken);
        else
            await _scalers.ApplyAsync(app, type, scaling, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(string app, string type, CancellationToken cancellationToken)
    {
        await _scalers.RemoveAsync(app, type, cancellationToken);
        await _deployments.DeleteAsync(app, KubernetesNames.Deployment(app, type), gracePeriod: null, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task RestartAsync(string app, string type, string? name, Correlation correlation, CancellationToken cancellationToken)
    {
        await View.Synced.WaitAsync(cancellationToken);
        var there = await _deployments.FindAsync(app, KubernetesNames.Deployment(app, type), cancellationToken);
        if (there is null || (name is not null && View.Pods(app, type).All(pod => pod.Metadata.Name != name)))
        {
            _settled.Settle(correlation, RuntimeOutcome.Success());
            return;
        }
        // The only process of a type is replaced by a rollout: its successor is ready before it stops.
        var single = name is not null && there.Spec.Replicas > 1;
        Dictionary<string, string?> notes = new(KubernetesNames.Annotations(correlation).Select(note => KeyValuePair.Create<string, string?>(note.Key, note.Value)))
        {
            [KubernetesNames.Replaces] = single ? name : null,
        };
        object metadata = new { annotations = notes };
        var patch = single
            ? KubernetesJson.Serialize(new { metadata })
            : KubernetesJson.Serialize(new
            {
                metadata,
                spec = new { template = new { metadata = new { annotations = new Dictionary<string, string> { [KubernetesNames.Restarted] = correlation.Operation } } } },
            });
        await _deployments.PatchAsync(app, there.Metadata.Name, new V1Patch(patch, V1Patch.PatchType.MergePatch), KubernetesNames.RestartManager, cancellationToken);
        if (single)
            await _pods.DeleteAsync(app, name!, gracePeriod: null, cancellationToken);
        _settled.Repeat(correlation);
        _supervisor.LookAtType(app, type);
    }

    /// <inheritdoc/>
    public async Task<RolloutStatus> ObserveAsync(string app, string type, CancellationToken cancellationToken)
    {
        await View.Synced.WaitAsync(cancellationToken);
        if (await _deployments.FindAsync(app, KubernetesNames.Deployment(app, type), cancellationToken) is not { } deployment)
            return new RolloutStatus(null, 0, 0, null, []);
        var current = RolloutJudge.Current(deployment, View.Pods(app, type)).ToList();
        var ready = current.Count(PodFacts.IsReady);
        var wanted = deployment.Spec.Replicas ?? 1;
        var problem = current.FirstOrDefault(pod => !PodFacts.IsReady(pod));
        var why = problem is null
            ? RolloutJudge.Hindrance(deployment) is { } hindrance ? $"the cluster cannot create more: {hindrance}" : null
            : $"{problem.Metadata.Name} {PodFacts.Problem(problem) ?? await _events.ExplainAsync(problem, cancellationToken)}";
        return new RolloutStatus(
            KubernetesNames.LabelOf(deployment.Spec.Template.Metadata, KubernetesNames.Version),
            wanted,
            ready,
            why is null ? null : $"{ready} of {wanted} processes are ready: {why}",
            problem is null ? [] : await _logs.TailAsync(problem, cancellationToken));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ProcessInstance>> ListAsync(string app, CancellationToken cancellationToken)
    {
        await View.Synced.WaitAsync(cancellationToken);
        return [.. View.Pods(app).Where(IsListed).Select(Instance).OrderByDescending(process => process.StartedAt)];
    }

    /// <inheritdoc/>
    public async Task PublishRoutingAsync(AppRouting routing, CancellationToken cancellationToken)
    {
        await EnsureAppAsync(routing.App, cancellationToken);
        await _certificates.WriteAsync(routing, cancellationToken);
        await _services.PublishAsync(routing, cancellationToken);
        await _ingresses.PublishAsync(routing, cancellationToken);
        await _certificates.CleanAsync(routing, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task StartJobAsync(JobSpec job, Correlation correlation, CancellationToken cancellationToken)
    {
        if (job.Workload.Image.Kind == ImageKind.Builder)
        {
            _settled.Settle(correlation, RuntimeOutcome.Failure(
                RuntimeOutcome.NotStarted, "This platform on Kubernetes does not build source code yet. Deploy a container image, or build on a platform that runs on one machine."));
            return;
        }
        await AskInSpaceAsync(job.App, correlation, () => _jobs.StartAsync(job, correlation, cancellationToken), cancellationToken);
        _supervisor.LookAtJob(job.App, job.Name);
    }

    /// <inheritdoc/>
    public async Task<string?> ReadJobOutputAsync(string app, string name, CancellationToken cancellationToken) =>
        await _pods.FindAsync(app, KubernetesNames.Pod(app, name), cancellationToken) is { Status.Phase: "Succeeded" or "Failed" } pod
        && KubernetesNames.LabelOf(pod.Metadata, KubernetesNames.JobKindLabel) == JobSpec.RunType && !Attendance.IsWanted(pod)
            ? await _logs.ReadAsync(pod, cancellationToken)
            : null;

    /// <inheritdoc/>
    public async Task<IAttachedJob?> AttachAsync(string app, string name, CancellationToken cancellationToken)
    {
        await View.Synced.WaitAsync(cancellationToken);
        var pod = await View.PodAsync(app, KubernetesNames.Pod(app, name), pod => !Attendance.IsWanted(pod) || PodFacts.HasStarted(pod), cancellationToken);
        return Attendance.IsWanted(pod) && pod.Status.Phase == "Running" ? await _talks.AttachAsync(pod, cancellationToken) : null;
    }

    /// <inheritdoc/>
    public async Task<IExecutedCommand?> ExecAsync(string app, string process, string command, JobInteraction interaction, CancellationToken cancellationToken) =>
        await _pods.FindAsync(app, process, cancellationToken) is { Metadata.DeletionTimestamp: null } pod && IsProcess(pod) && PodFacts.Container(pod)?.State?.Running is not null
            ? await _commands.StartAsync(pod, command, interaction, cancellationToken)
            : null;

    /// <inheritdoc/>
    public Task StopJobAsync(string app, string name, CancellationToken cancellationToken) => _jobs.StopAsync(app, KubernetesNames.Pod(app, name), why: null, cancellationToken);

    /// <inheritdoc/>
    public async Task DestroyAsync(string app, Correlation correlation, CancellationToken cancellationToken)
    {
        await View.Synced.WaitAsync(cancellationToken);
        await _spaces.DestroyAsync(app, correlation, cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<RuntimeEvent> WatchAsync(CancellationToken cancellationToken) => _settled.WatchAsync(cancellationToken);

    /// <inheritdoc/>
    public IReadOnlyCollection<string> TakeChanged() => _supervisor.Changed.Take();

    /// <inheritdoc/>
    public async Task<string?> FindDriftAsync(AppBlueprint wanted, CancellationToken cancellationToken)
    {
        await View.Synced.WaitAsync(cancellationToken);
        return _drift.Find(wanted);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _supervisor.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(_supervisor.RunAsync(stoppingToken), RenewAsync(stoppingToken));

    // What the load has made of the number is not undone by a release; only who scales says another.
    private async Task<int> ReplicasAsync(ProcessSpec spec, CancellationToken cancellationToken)
    {
        if (spec.Scaling is not { } scaling || spec.Replicas == 0)
            return spec.Replicas;
        var there = await _deployments.FindAsync(spec.App, KubernetesNames.Deployment(spec.App, spec.Type), cancellationToken);
        var isNew = there is not null && KubernetesNames.LabelOf(there.Spec.Template.Metadata, KubernetesNames.Version) != spec.Release;
        return Math.Clamp(isNew && there!.Spec.Replicas is > 0 and var current ? current : spec.Replicas, scaling.Min, scaling.Max);
    }

    // The watch may not have told yet that the app's namespace is on its way out.
    private async Task AskInSpaceAsync(string app, Correlation correlation, Func<Task> ask, CancellationToken cancellationToken)
    {
        while (true)
        {
            await EnsureAppAsync(app, cancellationToken);
            try
            {
                await AskAsync(correlation, ask);
                return;
            }
            catch (KubernetesApiException exception) when (exception.IsNamespaceTerminating)
            {
                await View.SpaceGoneAsync(app, cancellationToken);
            }
        }
    }

    // What the cluster finds wrong with a request is the answer to it; a cluster that is away is not.
    private async Task AskAsync(Correlation correlation, Func<Task> ask)
    {
        try
        {
            await ask();
            _settled.Repeat(correlation);
        }
        catch (KubernetesApiException exception) when (exception.Code is HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge
            || (exception.Code == HttpStatusCode.Forbidden && exception.Message.Contains("exceeded quota", StringComparison.Ordinal)))
        {
            _settled.Settle(correlation, RuntimeOutcome.Failure(RuntimeOutcome.NotStarted, $"The cluster refuses this: {exception.Status.Message}"));
        }
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await _secrets.RenewAsync(cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogRenewal(exception);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            await Task.Delay(_renewal, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task StopAsync(string app, string pod, string why, CancellationToken cancellationToken) => _jobs.StopAsync(app, pod, why, cancellationToken);

    private Task CleanAsync(string app, CancellationToken cancellationToken) => _secrets.CleanAsync(app, cancellationToken);

    // Others may have pods in the app's namespace.
    private static bool IsProcess(V1Pod pod) =>
        KubernetesNames.LabelOf(pod.Metadata, KubernetesNames.Heritage) == "deis" && KubernetesNames.LabelOf(pod.Metadata, KubernetesNames.Type).Length > 0 && !ClusterView.IsJob(pod);

    private static bool IsListed(V1Pod pod) =>
        !ClusterView.IsJob(pod)
        || (KubernetesNames.LabelOf(pod.Metadata, KubernetesNames.JobKindLabel) == JobSpec.RunType && pod.Status?.Phase is not ("Succeeded" or "Failed"));

    private static ProcessInstance Instance(V1Pod pod)
    {
        var since = pod.Status?.StartTime ?? pod.Metadata.CreationTimestamp!.Value;
        return new ProcessInstance(
            pod.Metadata.Name,
            KubernetesNames.LabelOf(pod.Metadata, KubernetesNames.Type),
            KubernetesNames.LabelOf(pod.Metadata, KubernetesNames.Version),
            PodFacts.State(pod),
            new DateTimeOffset(since),
            PodFacts.State(pod) is ProcessState.Terminating ? null : PodFacts.Problem(pod));
    }

    [LoggerMessage(2511, LogLevel.Warning, "The URLs of slugs could not be renewed; it is tried again in an hour.")]
    private partial void LogRenewal(Exception exception);
}
