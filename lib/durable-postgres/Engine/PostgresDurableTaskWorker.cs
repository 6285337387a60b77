using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Signals;
using DurableTask.Postgres.Store;
using DurableTask.Postgres.Telemetry;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DurableTask.Postgres.Engine;

/// <summary>Runs orchestrations and activities of a hub until the host stops.</summary>
internal sealed partial class PostgresDurableTaskWorker(
    string name,
    IDurableTaskFactory factory,
    IWorkStore store,
    HubSignals signals,
    IHubNotifier notifier,
    IHubListener listener,
    EngineHealth health,
    EngineMetrics metrics,
    IOptions<DurableTaskPostgresOptions> options,
    IOptionsMonitor<DurableTaskWorkerOptions> workerOptions,
    IOptionsMonitor<DurableTaskWorkerWorkItemFilters> workItemFilters,
    ILoggerFactory loggers,
    IServiceProvider services,
    EngineTime time)
    : DurableTaskWorker(name, factory)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly ILogger _logger = loggers.CreateLogger<PostgresDurableTaskWorker>();

    // Read here, so that filters for unknown tasks stop the host instead of a worker in the background.
    private readonly DurableTaskWorkerWorkItemFilters _filters = workItemFilters.Get(name);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The rest of the host starts meanwhile.
        await Task.Yield();
        var worker = CreateContext(stoppingToken);
        var heartbeat = new Heartbeat(worker, health);
        if (!await TryBeginAsync(heartbeat, stoppingToken))
        {
            return;
        }

        listener.Start();
        await using var engine = new WorkerEngine(worker, () => listener.IsUp);
        using var stop = new CancellationTokenSource();
        var beating = heartbeat.RunAsync(stop.Token);
        LogStarted(_logger, worker.Identity.Id, options.Value.HubName);
        await engine.RunAsync(stoppingToken);
        await stop.CancelAsync();
        await beating;
        LogStopped(_logger, worker.Identity.Id);
    }

    private WorkerContext CreateContext(CancellationToken stopping)
    {
        var own = workerOptions.Get(Name);
        var properties = services.GetService<IExceptionPropertiesProvider>();
        return new WorkerContext
        {
            Identity = ProcessIdentity.Create(),
            Store = store,
            Options = options.Value,
            WorkerOptions = own,
            Factory = (IVersionedTaskFactory)Factory,
            Admission = new Admission(own.Versioning, own.OrchestrationFilter ?? services.GetService<IOrchestrationFilter>(), _filters),
            Stopping = stopping,
            Services = services,
            Signals = signals,
            Notifier = notifier,
            Clock = new DatabaseClock(time),
            Time = time.Process,
            Loggers = loggers,
            Metrics = metrics,
            Monitor = services.GetService<IActivityMonitor>(),
            Replay = new ReplaySettings(own.DataConverter, own.Versioning?.DefaultVersion ?? string.Empty, loggers, properties),
        };
    }

    /// <summary>Waits for the database; false when the host stops first.</summary>
    private async Task<bool> TryBeginAsync(Heartbeat heartbeat, CancellationToken stopping)
    {
        var pause = FirstPause;
        while (true)
        {
            try
            {
                await store.InitializeAsync(stopping);
                await heartbeat.BeginAsync(stopping);
                return true;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return false;
            }
            catch (Exception error) when (error is not Schema.SchemaMigrationException)
            {
                health.Fail(error.Message);
                LogNotReady(_logger, error.Message, pause);
            }

            await Task.Delay(pause, time.Process, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    [LoggerMessage(670, LogLevel.Information, "Durable task worker {Worker} runs on hub {Hub}.")]
    private static partial void LogStarted(ILogger logger, Guid worker, string hub);

    [LoggerMessage(671, LogLevel.Information, "Durable task worker {Worker} has stopped and given everything back.")]
    private static partial void LogStopped(ILogger logger, Guid worker);

    [LoggerMessage(672, LogLevel.Warning, "The durable task database is not ready: {Reason}. The next try is in {Pause}.")]
    private static partial void LogNotReady(ILogger logger, string reason, TimeSpan pause);
}
