using Deis.Orchestrations.Rollout;
using Deis.Platform.Data;
using Deis.Platform.Logs;
using Deis.Platform.Results;
using Deis.Platform.Runs;
using Deis.Platform.Runtime;
using DurableTask.Postgres;
using Microsoft.DurableTask;
using Microsoft.EntityFrameworkCore;

namespace Deis.Orchestrations.Run;

/// <summary>Stores how a one-off command ended and what it wrote, and closes the operation.</summary>
[DurableTask(nameof(RecordRun))]
public sealed class RecordRun(DeisDbContext database, IAppRuntime runtime, RunVault vault, AppLog log) : TaskActivity<EndedRun, ChangeOutcome>
{
    /// <inheritdoc />
    public override async Task<ChangeOutcome> RunAsync(TaskActivityContext context, EndedRun input)
    {
        var stopping = context.GetCancellationToken();
        await StoreAsync(context.InstanceId, input, stopping);
        if (input.Succeeded)
        {
            return ChangeOutcome.Success();
        }

        await log.InfoAsync(input.Run.AppId, $"{input.Run.Process}: {input.Message}", stopping);
        return ChangeOutcome.Failure(ErrorOf(input));
    }

    private static Error ErrorOf(EndedRun input)
    {
        var text = $"{input.Run.Process} (run): {input.Message}";
        return input.Reason switch
        {
            RuntimeOutcome.Exited or RuntimeOutcome.OutOfMemory => Error.Domain(text),
            RuntimeOutcome.Stopped or Refusals.CancelledReason or Refusals.GoneReason => Error.Conflict(text),
            _ => Error.Unavailable(text),
        };
    }

    private async Task StoreAsync(string operation, EndedRun input, CancellationToken cancellationToken)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        if (await database.Runs.SingleOrDefaultAsync(r => r.Uuid == input.Run.RunId, cancellationToken) is { } run)
        {
            run.ExitCode = input.Succeeded || input.Reason is RuntimeOutcome.Exited or RuntimeOutcome.OutOfMemory ? input.ExitCode ?? 0 : null;
            run.ProtectedOutput = run.Detached ? null : vault.SealOutput(run.Uuid, await OutputAsync(input, cancellationToken));
            await database.SaveChangesAsync(cancellationToken);
        }

        await database.Operations.Where(o => o.Id == operation).ExecuteUpdateAsync(o => o.SetProperty(row => row.Open, false), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task<string> OutputAsync(EndedRun input, CancellationToken cancellationToken)
    {
        var output = await runtime.ReadJobOutputAsync(input.Run.App, input.Run.Process, cancellationToken) ?? "";
        // Exit code 137 alone does not tell what has happened.
        return input.Reason == RuntimeOutcome.OutOfMemory ? $"{output}{(output.Length == 0 || output.EndsWith('\n') ? "" : "\n")}{input.Message}\n" : output;
    }
}
