using Deis.Orchestrations.Deploy;
using Deis.Platform.Data;
using Deis.Platform.Runtime;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Deis.Orchestrations.Drift;

/// <summary>
/// Looks at every app once at the start, and again when something of it has changed in the runtime, whether it is as the database says; starts a
/// <see cref="RestoreOrchestrator"/> when it is not. Any number of workers may do it at the same time: who comes second finds nothing to do.
/// </summary>
public sealed partial class DriftWatch(
    IServiceScopeFactory scopes,
    ISharedRuntime runtime,
    DurableTaskClient client,
    IOptions<DeployOptions> options,
    TimeProvider clock,
    ILogger<DriftWatch> logger) : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (TimeSpan Pause, DateTimeOffset Until)> _pauses = new(StringComparer.Ordinal);
    private bool _hasSeenAll;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.TidyInterval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // What was not looked at is looked at next time.
                LookFailed(exception);
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        if (!_hasSeenAll)
        {
            await using var scope = scopes.CreateAsyncScope();
            _changed.UnionWith(await scope.ServiceProvider.GetRequiredService<DeisDbContext>().Apps.Select(a => a.Id).ToListAsync(cancellationToken));
            _hasSeenAll = true;
        }

        _changed.UnionWith(runtime.TakeChanged());
        var now = clock.GetUtcNow();
        foreach (var name in _changed.Where(name => !_pauses.TryGetValue(name, out var pause) || pause.Until <= now).ToList())
        {
            await using var scope = scopes.CreateAsyncScope();
            if (await LookAsync(scope.ServiceProvider, name, cancellationToken))
            {
                _changed.Remove(name);
                _pauses.Remove(name);
            }
        }
    }

    // False when it must be looked at again: what changes it now has not come to its end.
    private async Task<bool> LookAsync(IServiceProvider services, string name, CancellationToken cancellationToken)
    {
        var database = services.GetRequiredService<DeisDbContext>();
        if (await database.Apps.AsNoTracking().SingleOrDefaultAsync(a => a.Id == name && !a.Destroying, cancellationToken) is not { } app)
        {
            return true;
        }

        if (await database.RolloutLeases.AnyAsync(lease => lease.AppId == app.Uuid, cancellationToken))
        {
            return false;
        }

        if (await services.GetRequiredService<AppDrift>().FindAsync(app, cancellationToken) is not { } drift)
        {
            return true;
        }

        Found(name, drift);
        await client.ScheduleNewOrchestrationInstanceAsync(
            RestoreInput.Orchestration, new RestoreInput(app.Uuid), new StartOrchestrationOptions($"restore-{Guid.NewGuid():N}"), cancellationToken);
        // What cannot be restored is tried again after growing pauses.
        var pause = _pauses.TryGetValue(name, out var former) ? former.Pause * 2 : options.Value.TidyInterval;
        pause = pause < LongestPause ? pause : LongestPause;
        _pauses[name] = (pause, clock.GetUtcNow() + pause);
        return false;
    }

    [LoggerMessage(EventId = 2005, Level = LogLevel.Warning, Message = "{App} is not as it shall be: {Drift} It is restored")]
    private partial void Found(string app, string drift);

    [LoggerMessage(EventId = 2006, Level = LogLevel.Warning, Message = "Looking whether apps are as they shall be failed; the next look is soon")]
    private partial void LookFailed(Exception exception);
}
