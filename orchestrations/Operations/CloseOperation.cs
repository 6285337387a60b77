using Deis.Platform.Data;
using DurableTask.Postgres;
using Microsoft.DurableTask;
using Microsoft.EntityFrameworkCore;

namespace Deis.Orchestrations.Operations;

/// <summary>Closes an operation that holds no lease: it has come to its own end.</summary>
[DurableTask(nameof(CloseOperation))]
public sealed class CloseOperation(DeisDbContext database) : TaskActivity<string, object?>
{
    /// <inheritdoc />
    public override async Task<object?> RunAsync(TaskActivityContext context, string input)
    {
        await database.Operations
            .Where(o => o.Id == input)
            .ExecuteUpdateAsync(o => o.SetProperty(row => row.Open, false), context.GetCancellationToken());
        return null;
    }
}
