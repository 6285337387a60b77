using Deis.Orchestrations.Activities;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Deploy;

/// <summary>What a deploy tells the person who pushed.</summary>
internal static class BuildLog
{
    /// <summary>Adds lines to the log stream that <c>git push</c> shows; only a push has one.</summary>
    public static Task SayAsync(this TaskOrchestrationContext context, DeployInput input, params string[] lines) =>
        input.Trigger == DeployTrigger.Push ? context.SayAsync(DeployInput.BuildLogStream(context.InstanceId), lines) : Task.CompletedTask;

    /// <summary>Adds lines to a log stream.</summary>
    public static Task SayAsync(this TaskOrchestrationContext context, string stream, params string[] lines) =>
        context.CallActivityAsync(nameof(AppendLines), new LinesFor(stream, lines), Retries.Default);
}
