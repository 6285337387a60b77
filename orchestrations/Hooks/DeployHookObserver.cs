using Deis.Platform.Data;
using Deis.Platform.Releases;
using DurableTask.Postgres;
using Microsoft.DurableTask;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Deis.Orchestrations.Hooks;

/// <summary>Starts the hooks of a new release, in an orchestration of their own: no deploy waits for them or fails with them.</summary>
public sealed class DeployHookObserver(PostgresDurableTaskClient client, IOptions<DeployHookOptions> options) : IReleaseObserver
{
    /// <inheritdoc />
    public async Task ReleasedAsync(DeisDbContext database, Guid releaseId, CancellationToken cancellationToken)
    {
        if (options.Value.Urls.Count == 0)
        {
            return;
        }

        var appId = await database.Releases.Where(r => r.Uuid == releaseId).Select(r => r.AppId).SingleAsync(cancellationToken);
        await client.ScheduleNewOrchestrationInstanceAsync(
            (NpgsqlTransaction)database.Database.CurrentTransaction!.GetDbTransaction(),
            DeployHooksInput.Orchestration,
            new DeployHooksInput(appId, releaseId, options.Value.Urls.Count),
            new StartOrchestrationOptions($"hooks-{releaseId:N}"),
            cancellationToken);
    }
}
