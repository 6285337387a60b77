using Deis.Orchestrations.Cancellation;
using Deis.Platform.Data;
using DurableTask.Postgres;
using Microsoft.DurableTask;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Deis.Orchestrations.Destroy;

/// <summary>Marks the app, so that nothing gives it a place in the runtime any more, and cancels whatever goes on with it.</summary>
[DurableTask(nameof(BeginDestroy))]
public sealed class BeginDestroy(DeisDbContext database, PostgresDurableTaskClient client) : TaskActivity<Guid, object?>
{
    /// <inheritdoc />
    public override async Task<object?> RunAsync(TaskActivityContext context, Guid input)
    {
        var stopping = context.GetCancellationToken();
        await using var transaction = await database.Database.BeginTransactionAsync(stopping);
        // Waits for whoever is in the app's place now.
        await database.Apps.Where(a => a.Uuid == input).ExecuteUpdateAsync(app => app.SetProperty(a => a.Destroying, true), stopping);
        var others = await database.Operations
            .Where(o => o.AppId == input && o.Open && o.Id != context.InstanceId)
            .Select(o => o.Id)
            .ToListAsync(stopping);
        foreach (var operation in others)
        {
            await client.RaiseEventAsync(
                (NpgsqlTransaction)transaction.GetDbTransaction(),
                operation,
                CancelRequest.Event,
                new CancelRequest("The app is being destroyed."),
                stopping);
        }

        await transaction.CommitAsync(stopping);
        return null;
    }
}
