using Deis.Platform.Runtime;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Deis.Orchestrations.Runtime;

/// <summary>Carries the runtime's events to the orchestrations that wait for them. Repeats are harmless: an orchestration that has taken its
/// event, or has ended, drops them.</summary>
public sealed partial class RuntimeEventPump(
    IAppRuntime runtime,
    DurableTaskClient client,
    TimeProvider clock,
    ILogger<RuntimeEventPump> logger) : BackgroundService
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var runtimeEvent in runtime.WatchAsync(stoppingToken))
                {
                    var (operation, name) = runtimeEvent.Correlation;
                    await client.RaiseEventAsync(operation, name, runtimeEvent.Outcome, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // The watch begins with every last outcome, so nothing is lost by starting it again.
                WatchBroke(exception);
                await Task.Delay(RetryPause, clock, stoppingToken);
            }
        }
    }

    [LoggerMessage(EventId = 2001, Level = LogLevel.Warning, Message = "The watch on the app runtime broke; starting it again")]
    private partial void WatchBroke(Exception exception);
}
