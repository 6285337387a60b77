using System.Collections.Concurrent;
using System.Net.Security;
using Deis.Platform.Logs;
using Deis.Platform.ObjectStorage;
using Deis.Platform.Runtime.Local.Apps;
using Deis.Platform.Runtime.Local.Limits;
using Deis.Platform.Runtime.Local.Processes;
using Deis.Platform.Runtime.Local.Sandboxes;
using Deis.Platform.Runtime.Local.State;
using Deis.Platform.Secrets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Deis.Platform.Runtime.Local;

/// <summary>
/// The app runtime of one machine: every process is a bubblewrap sandbox (docs/protocol/local-runtime.md). Calls wait until the
/// platform has started; apps come back when all its other parts serve, since they fetch their slugs from it.
/// </summary>
public sealed partial class LocalAppRuntime : IAppRuntime, IHostedLifecycleService, IDisposable
{
    private bool _disposed;
    private readonly LocalRuntimeOptions _options;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly IObjectStore _objects;
    private readonly RuntimeFolder _folder;
    private readonly RuntimeStore _store;
    private readonly OutcomeBoard _outcomes;
    private readonly ILocalEdge _edge;
    private readonly ILogStreams _logs;
    private readonly SandboxSpawner _spawner = new();
#pragma warning disable CA5359 // For probes alone, to this machine: as in a cluster, they take any certificate.
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = static (_, _, _, _) => true },
    });
#pragma warning restore CA5359
    private readonly ConcurrentDictionary<string, LocalApp> _apps = [];
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LocalServices? _services;
    private IControlGroups? _groups;

    /// <summary>Takes its parts; <see cref="StartAsync"/> makes it ready.</summary>
    public LocalAppRuntime(
        IOptions<LocalRuntimeOptions> options,
        IObjectStore objects,
        ILogStreams logs,
        ILocalEdge edge,
        ISecretProtector protector,
        TimeProvider time,
        ILogger<LocalAppRuntime> logger)
    {
        _options = options.Value;
        _objects = objects;
        _logs = logs;
        _edge = edge;
        _time = time;
        _logger = logger;
        _folder = new RuntimeFolder(_options.StateFolder);
        _store = new RuntimeStore(_folder.Desired, protector);
        _outcomes = new OutcomeBoard(_store, _options.JobRetention, time);
    }

    /// <inheritdoc/>
    public RuntimeCapabilities Capabilities { get; private set; }

    /// <inheritdoc/>
    public Task EnsureAppAsync(string app, CancellationToken cancellationToken) => ChangeAsync(app, _ => Task.CompletedTask, cancellationToken);

    /// <inheritdoc/>
    public async Task ApplyAsync(ProcessSpec spec, Correlation correlation, CancellationToken cancellationToken)
    {
        if (spec.Workload.Image.Kind == ImageKind.Container)
            await RefuseContainerAsync(correlation, cancellationToken);
        else
            await ChangeAsync(spec.App, app => app.Group(spec.Type).ApplyAsync(WithoutCommandProbes(spec), correlation), cancellationToken);
    }

    /// <inheritdoc/>
    public Task ScaleByLoadAsync(string app, string type, LoadScaling? scaling, CancellationToken cancellationToken) => scaling is null
        ? Task.CompletedTask
        : throw new NotSupportedException("This platform cannot scale by load.");

    /// <inheritdoc/>
    public Task RemoveAsync(string app, string type, CancellationToken cancellationToken) =>
        ChangeAsync(app, local => local.Group(type).RemoveAsync(), cancellationToken);

    /// <inheritdoc/>
    public Task RestartAsync(string app, string type, string? name, Correlation correlation, CancellationToken cancellationToken) =>
        ChangeAsync(
            app,
            async local =>
            {
                if (!await local.Group(type).RestartAsync(name, correlation))
                    _outcomes.PublishLoose(correlation, RuntimeOutcome.Success());
            },
            cancellationToken);

    /// <inheritdoc/>
    public async Task<RolloutStatus> ObserveAsync(string app, string type, CancellationToken cancellationToken)
    {
        RolloutStatus? status = null;
        await ReadAsync(app, local => status = local.Group(type).Observe(), cancellationToken);
        return status!;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ProcessInstance>> ListAsync(string app, CancellationToken cancellationToken)
    {
        IReadOnlyList<ProcessInstance> instances = [];
        await ReadAsync(app, local => instances = local.Instances, cancellationToken);
        return instances;
    }

    /// <inheritdoc/>
    public Task PublishRoutingAsync(AppRouting routing, CancellationToken cancellationToken) =>
        ChangeAsync(routing.App, app => app.RouteAsync(routing), cancellationToken);

    /// <inheritdoc/>
    public async Task StartJobAsync(JobSpec job, Correlation correlation, CancellationToken cancellationToken)
    {
        if (job.Workload.Image.Kind == ImageKind.Container)
        {
            await RefuseContainerAsync(correlation, cancellationToken);
            return;
        }
        await ChangeAsync(
            job.App,
            app =>
            {
                app.Jobs.Start(job, correlation, app.User);
                return Task.CompletedTask;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<string?> ReadJobOutputAsync(string app, string name, CancellationToken cancellationToken)
    {
        string? output = null;
        await ReadAsync(app, local => output = local.Jobs.Output(name), cancellationToken);
        return output;
    }

    /// <inheritdoc/>
    public async Task<IAttachedJob?> AttachAsync(string app, string name, CancellationToken cancellationToken)
    {
        Task<JobRun>? started = null;
        await ReadAsync(app, local => started = local.Jobs.Started(name), cancellationToken);
        try
        {
            var job = await started!.WaitAsync(cancellationToken);
            return await job.Interactive.WaitAsync(cancellationToken) is { } streams && streams.TryTake() ? streams : null;
        }
        catch (OperationCanceledException)
        {
            await ReadAsync(app, local => local.Jobs.Forget(name), CancellationToken.None);
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<IExecutedCommand?> ExecAsync(string app, string process, string command, JobInteraction interaction, CancellationToken cancellationToken) =>
        throw new NotSupportedException("This platform cannot run a command inside a process.");

    /// <inheritdoc/>
    public Task StopJobAsync(string app, string name, CancellationToken cancellationToken) =>
        ReadAsync(app, local => local.Jobs.Stop(name), cancellationToken);

    /// <inheritdoc/>
    public Task DestroyAsync(string app, Correlation correlation, CancellationToken cancellationToken) =>
        ReadAsync(app, local => local.Destroy(correlation), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<RuntimeEvent> WatchAsync(CancellationToken cancellationToken) => _outcomes.WatchAsync(cancellationToken);

    /// <summary>Clears away what a killed platform has left and tries a sandbox.</summary>
    /// <exception cref="InvalidOperationException">This machine, or its set-up, cannot run sandboxes; the message says what to do.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _folder.Prepare(_options.RunnerFolder);
        Native.KeepInheritedFiles();
        var groups = _groups = ControlGroupDetection.Find(_folder.Instance);
        await LeftoverSweeper.SweepAsync(_folder.Sandboxes, groups, _time, cancellationToken);
        var system = SystemView.Detect(_folder.Accounts, _options.ReadOnlyPaths);
        var (sandboxes, forbidsNesting) = await SandboxTrial.ChooseAsync(
            forbid => new SandboxFactory(_folder.Sandboxes, _options.RunnerFolder, system, groups, _spawner, forbid, _time), system, _options);
        if (!forbidsNesting)
            LogNesting();
        Capabilities = RuntimeCapabilities.SourceBuilds | RuntimeCapabilities.AllowLists | RuntimeCapabilities.HttpsEnforcement | RuntimeCapabilities.Interaction
            | (groups.Enforces ? RuntimeCapabilities.Limits : RuntimeCapabilities.None);
        LogLimits(groups.Description);
        _services = new LocalServices(
            _options,
            _store,
            new WorkloadLauncher(sandboxes, system, _objects, _options),
            new ReadinessProber(_http, _time),
            new PortPool(_options.FirstPort, _options.LastPort),
            new UserPool(),
            _outcomes,
            _edge,
            _logs,
            _time,
            _logger);
    }

    /// <summary>Brings every app back.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        _outcomes.LoadLoose();
        foreach (var name in _store.Apps())
        {
            try
            {
                if (_store.ReadApp(name) is { } state)
                    await App(name).Turns.RunAsync(() => App(name).LoadAsync(state), cancellationToken);
            }
            catch (InvalidDataException exception)
            {
                LogUnreadable(exception, name);
            }
        }
        _started.TrySetResult();
    }

    /// <summary>Stops all processes: SIGTERM, their grace period, SIGKILL; the latter at once when <paramref name="cancellationToken"/> says so.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(_apps.Values.Select(app => app.ShutdownAsync(cancellationToken)));
        _groups?.Release();
        _folder.Dispose();
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends the thread that sandboxes depend on, and so whatever runs still.</summary>
    public void Dispose()
    {
        // The container holds it under several service types and disposes it once for each.
        if (Interlocked.Exchange(ref _disposed, true))
            return;
        foreach (var app in _apps.Values)
            app.Dispose();
        _spawner.Dispose();
        _http.Dispose();
        _folder.Dispose();
    }

    // A configuration from before they were refused may have some; a port that answers says nothing about them.
    private static ProcessSpec WithoutCommandProbes(ProcessSpec spec) => spec with
    {
        Readiness = spec.Readiness is { Command: null } readiness ? readiness : null,
        Liveness = spec.Liveness is { Command: null } liveness ? liveness : null,
    };

    private LocalApp App(string name) => _apps.GetOrAdd(name, key => new LocalApp(key, _services!));

    private async Task ChangeAsync(string app, Func<LocalApp, Task> work, CancellationToken cancellationToken)
    {
        await _started.Task.WaitAsync(cancellationToken);
        var local = App(app);
        await local.ChangeAsync(work, cancellationToken);
    }

    private async Task ReadAsync(string app, Action<LocalApp> work, CancellationToken cancellationToken)
    {
        await _started.Task.WaitAsync(cancellationToken);
        var local = App(app);
        await local.Turns.RunAsync(() => work(local), cancellationToken);
    }

    private async Task RefuseContainerAsync(Correlation correlation, CancellationToken cancellationToken)
    {
        await _started.Task.WaitAsync(cancellationToken);
        _outcomes.PublishLoose(correlation, RuntimeOutcome.Failure(
            RuntimeOutcome.NotStarted, "This platform runs on one machine and cannot run container images. Push source code that a buildpack can build, or use a platform on Kubernetes."));
    }

    [LoggerMessage(2300, LogLevel.Information, "Limits of apps are kept by {Description}.")]
    private partial void LogLimits(string description);

    [LoggerMessage(2302, LogLevel.Warning, "This machine does not let user namespaces be forbidden inside sandboxes: apps reach more of the kernel than they need.")]
    private partial void LogNesting();

    [LoggerMessage(2301, LogLevel.Error, "The stored state of {App} cannot be read; it stays stopped.")]
    private partial void LogUnreadable(Exception exception, string app);
}
