using Deis.Platform.Logs;
using DurableTask.Postgres;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Deploy;

/// <summary>Appends lines to a log stream. Run twice after a crash it repeats them: better said twice than not at all.</summary>
[DurableTask(nameof(AppendLines))]
public sealed class AppendLines(AppLog log) : TaskActivity<LinesFor, object?>
{
    /// <inheritdoc />
    public override async Task<object?> RunAsync(TaskActivityContext context, LinesFor input)
    {
        await log.AppendAsync(input.Stream, input.Lines, context.GetCancellationToken());
        return null;
    }
}
