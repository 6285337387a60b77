using Deis.Client.Builds;
using Deis.Client.Operations;

namespace Deis.Cli.Builds;

/// <summary>Follows a queued build to its end by asking for it now and then.</summary>
internal static class QueuedBuildWait
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Waits.</summary>
    /// <exception cref="CommandException">It was refused, or its deploy failed.</exception>
    public static async Task UntilDeployedAsync(
        CommandContext context, Session session, string app, QueuedBuild build, CancellationToken cancellationToken)
    {
        context.Terminal.Write("Waiting for its turn... ");
        build = await context.Work.SpinAsync(StartAsync(context, session, app, build, cancellationToken));
        context.Terminal.WriteLine(build.State);
        if (build.State == "refused")
            throw new CommandException($"the build was refused: {build.Reason}");

        context.Terminal.Write("Deploying... ");
        var operation = await context.Work.SpinAsync(EndAsync(context, session, app, build.Operation, cancellationToken));
        context.Terminal.WriteLine(operation is { Status: "succeeded", Version: { } version } ? $"done, v{version}" : operation.Status);
        if (operation.Status != "succeeded")
            throw new CommandException(operation.Error ?? $"the deploy ended as {operation.Status}", "'deis logs' tells more; 'deis releases' and 'deis ps' show what runs now.");
    }

    private static async Task<QueuedBuild> StartAsync(
        CommandContext context, Session session, string app, QueuedBuild build, CancellationToken cancellationToken)
    {
        while (build.State == "queued")
        {
            await Task.Delay(Pause, context.Time, cancellationToken);
            build = await session.Client.Builds.GetQueuedAsync(app, build.Id, cancellationToken);
        }
        return build;
    }

    private static async Task<Operation> EndAsync(
        CommandContext context, Session session, string app, string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            var operation = await session.Client.Operations.GetAsync(app, id, cancellationToken);
            if (operation.Status is not ("pending" or "running" or "suspended"))
                return operation;
            await Task.Delay(Pause, context.Time, cancellationToken);
        }
    }
}
