using Deis.Platform.Logs;
using DurableTask.Postgres;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Activities;

/// <summary>Tells an app's log of something that its users should look at.</summary>
[DurableTask(nameof(ReportProblem))]
public sealed class ReportProblem(AppLog log) : TaskActivity<Problem, object?>
{
    /// <inheritdoc />
    public override async Task<object?> RunAsync(TaskActivityContext context, Problem input)
    {
        await log.WarnAsync(input.AppId, input.Text, context.GetCancellationToken());
        return null;
    }
}
