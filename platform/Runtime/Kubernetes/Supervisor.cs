using Deis.Kubernetes.Informers;
using Deis.Kubernetes.Queues;
using Deis.Kubernetes.Resources;
using Deis.Platform.Logs;
using Deis.Platform.Runtime.Kubernetes.Drift;
using Deis.Platform.Runtime.Kubernetes.Output;
using Deis.Platform.Runtime.Kubernetes.State;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace Deis.Platform.Runtime.Kubernetes;

/// <summary>Looks at every object of an app whenever it changes, and tells whoever waits for it how it ended.</summary>
internal sealed partial class Supervisor : IAsyncDisposable
{
    private const int Workers = 4;

    private static readonly TimeSpan _retry = TimeSpan.FromSeconds(1);

    private readonly KubernetesRuntimeOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SettledWork _settled;
    private readonly PodLogs _logs;
    private readonly PodOutput _output;
    private readonly ResourceClient<V1Pod> _pods;
    private readonly WorkQueue<Subject> _queue;

    public Supervisor(k8s.Kubernetes client, SettledWork settled, PodLogs logs, ILogStreams streams, KubernetesRuntimeOptions options, TimeProvider time, ILogger logger)
    {
        _options = options;
        _time = time;
        _logger = logger;
        _settled = settled;
        _logs = logs;
        _pods = new ResourceClient<V1Pod>(client);
        _queue = new WorkQueue<Subject>(time);
        _output = new PodOutput(client, streams, (app, name) => View!.Pod(app, name), time, logger);
        View = new ClusterView(client, SpaceChanged, DeploymentChanged, PodChanged, Changed, time, logger);
    }

    /// <summary>The apps of which something has changed.</summary>
    public ChangedApps Changed { get; } = new();

    /// <summary>What it looks at.</summary>
    public ClusterView View { get; }

    /// <summary>What a rollout that is complete leaves to clear away in its app.</summary>
    public required Func<string, CancellationToken, Task> Clean { get; init; }

    /// <summary>Stops a job of an app by its pod, and notes why.</summary>
    public required Func<string, string, string, CancellationToken, Task> Stop { get; init; }

    /// <summary>Works until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var following = View.RunAsync(cancellationToken);
        await View.Synced.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(following, _queue.RunAsync(Workers, LookAsync, cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _output.DisposeAsync();

    /// <summary>Looks at a process type again.</summary>
    public void LookAtType(string app, string type) => _queue.Add(new Subject(app, KubernetesNames.Deployment(app, type), IsJob: false));

    /// <summary>Looks at a job again.</summary>
    public void LookAtJob(string app, string job) => _queue.Add(new Subject(app, KubernetesNames.Pod(app, job), IsJob: true));

    private void SpaceChanged(ResourceChange<V1Namespace> change)
    {
        if (change.After is null && KubernetesNames.CorrelationOf(change.Object.Metadata) is { } correlation)
            _settled.Settle(correlation, RuntimeOutcome.Success());
    }

    private void DeploymentChanged(ResourceChange<V1Deployment> change)
    {
        var after = change.After is null ? null : KubernetesNames.CorrelationOf(change.After.Metadata);
        if (change.Before is { } before && KubernetesNames.CorrelationOf(before.Metadata) is { } former && former != after)
            Supersede(before, former);
        if (change.After is { } deployment)
            _queue.Add(new Subject(deployment.Metadata.NamespaceProperty, deployment.Metadata.Name, IsJob: false));
    }

    private void PodChanged(ResourceChange<V1Pod> change)
    {
        var pod = change.Object;
        var app = pod.Metadata.NamespaceProperty;
        if (change.After is null)
            _output.Forget(pod);
        else if (!Attendance.IsWanted(pod) && KubernetesNames.LabelOf(pod.Metadata, KubernetesNames.App) == app)
            // Others have pods with our label too: the components of Deis Workflow themselves, for example.
            _output.Look(pod);
        if (!ClusterView.IsJob(pod))
            _queue.Add(new Subject(app, KubernetesNames.Deployment(app, KubernetesNames.LabelOf(pod.Metadata, KubernetesNames.Type)), IsJob: false));
        else if (change.After is not null)
            _queue.Add(new Subject(app, pod.Metadata.Name, IsJob: true));
        else if (KubernetesNames.CorrelationOf(pod.Metadata) is { } correlation)
            _settled.Settle(correlation, JobJudge.Judge(pod, _options, _time.GetUtcNow()).Outcome ?? JobJudge.Vanished(pod, withItsApp: !View.HasSpace(app)));
    }

    private void Supersede(V1Deployment before, Correlation former)
    {
        var type = KubernetesNames.LabelOf(before.Metadata, KubernetesNames.Type);
        var release = KubernetesNames.LabelOf(before.Spec.Template.Metadata, KubernetesNames.Version);
        // It may have been complete, and nobody had looked at it yet.
        var known = RolloutJudge.Judge(before, View.Pods(before.Metadata.NamespaceProperty, type), _options, _time.GetUtcNow()).Outcome;
        _settled.Settle(former, known is { Succeeded: true } ? known : RuntimeOutcome.Failure(
            RuntimeOutcome.Superseded, $"The rollout of {type} for {release} was given up: a newer change took its place."));
    }

    private async Task<TimeSpan?> LookAsync(Subject subject, CancellationToken cancellationToken)
    {
        try
        {
            return subject.IsJob ? await LookAtJobAsync(subject, cancellationToken) : await LookAtTypeAsync(subject, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // One object that cannot be looked at must not keep others from being looked at.
            LogTrouble(exception, subject.Name);
            return _retry;
        }
    }

    private async Task<TimeSpan?> LookAtTypeAsync(Subject subject, CancellationToken cancellationToken)
    {
        if (View.Deployment(subject.App, subject.Name) is not { } deployment || KubernetesNames.CorrelationOf(deployment.Metadata) is not { } correlation || _settled.Has(correlation))
            return null;
        var pods = View.Pods(subject.App, KubernetesNames.LabelOf(deployment.Metadata, KubernetesNames.Type));
        var verdict = RolloutJudge.Judge(deployment, pods, _options, _time.GetUtcNow());
        if (await SettleAsync(correlation, verdict, cancellationToken) is { Succeeded: true })
            await Clean(subject.App, cancellationToken);
        return verdict.LookAgain;
    }

    private async Task<TimeSpan?> LookAtJobAsync(Subject subject, CancellationToken cancellationToken)
    {
        if (View.Pod(subject.App, subject.Name) is not { } pod || KubernetesNames.CorrelationOf(pod.Metadata) is not { } correlation)
            return null;
        var verdict = JobJudge.Judge(pod, _options, _time.GetUtcNow());
        if (!_settled.Has(correlation))
        {
            // Whoever waits for the end may look at the log next.
            if (pod.Status?.Phase is "Succeeded" or "Failed")
                await _output.FlushAsync(pod, _options.LogFlushLimit, cancellationToken);
            await SettleAsync(correlation, verdict, cancellationToken);
        }
        if (verdict.Outcome is null)
            return await AwaitAttendanceAsync(subject, pod, cancellationToken) ?? verdict.LookAgain;
        var retention = Attendance.IsWanted(pod) ? _options.AttachedRetention : _options.JobRetention;
        var left = retention - (_time.GetUtcNow() - new DateTimeOffset(PodFacts.LastEnd(pod)?.FinishedAt ?? pod.Metadata.CreationTimestamp!.Value));
        // One that could not even start holds a place on a node, or waits for one.
        if (left > TimeSpan.Zero && pod.Status?.Phase is "Succeeded" or "Failed")
            return left;
        await _pods.DeleteAsync(subject.App, subject.Name, gracePeriod: null, cancellationToken);
        return null;
    }

    /// <returns>When to look again; null when that is no question.</returns>
    private async Task<TimeSpan?> AwaitAttendanceAsync(Subject subject, V1Pod pod, CancellationToken cancellationToken)
    {
        if (Attendance.Left(pod, _time.GetUtcNow()) is not { } left)
            return null;
        if (left > TimeSpan.Zero)
            return left;
        await Stop(subject.App, subject.Name, Attendance.Missed(pod), cancellationToken);
        return null;
    }

    private async Task<RuntimeOutcome?> SettleAsync(Correlation correlation, Verdict verdict, CancellationToken cancellationToken)
    {
        if (verdict.Outcome is not { } outcome)
            return null;
        if (verdict.Culprit is { } pod)
            outcome = outcome with { LogTail = await _logs.TailAsync(pod, cancellationToken) };
        _settled.Settle(correlation, outcome);
        return outcome;
    }

    [LoggerMessage(2510, LogLevel.Warning, "{Name} could not be looked at; it is tried again.")]
    private partial void LogTrouble(Exception exception, string name);

    private readonly record struct Subject(string App, string Name, bool IsJob);
}
