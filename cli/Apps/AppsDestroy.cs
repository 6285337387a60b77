using Deis.Cli.CommandLine;
using Deis.Cli.Git;

namespace Deis.Cli.Apps;

/// <summary><c>deis apps:destroy</c>.</summary>
internal sealed class AppsDestroy : Command
{
    public override string Name => "apps:destroy";

    public override string Summary => "destroy an application";

    public override string Help => """
        Destroys an application with everything that belongs to it.

        Usage: deis apps:destroy [options]

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
          --confirm=<app>
            name of the application once more, instead of being asked for it.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var terminal = context.Terminal;
        var app = await session.AppAsync(arguments, cancellationToken);
        var confirmed = arguments.Value("--confirm") ?? await terminal.AskAsync(Warning(app), cancellationToken);
        if (confirmed != app)
            throw new CommandException($"App {app} does not match confirm {confirmed}, aborting.");

        terminal.WriteLine($"Destroying {app}...");
        var elapsed = context.Work.Stopwatch();
        await context.Work.WaitAsync(session.Client.Apps.DestroyAsync(app, cancellationToken));
        terminal.WriteLine(elapsed());

        if (arguments.Value("--app") is null)
            await RemoveRemotesAsync(context, session, app, cancellationToken);
        return 0;
    }

    private static string Warning(string app) =>
        $"""
         !    WARNING: this cannot be undone.
         !    It destroys the application {app} with all that belongs to it.
         !    To go on, type "{app}", or use --confirm={app} next time.

        >{' '}
        """;

    private static async Task RemoveRemotesAsync(CommandContext context, Session session, string app, CancellationToken cancellationToken)
    {
        if (await GitRemotes.TryListAsync(cancellationToken) is not { } remotes)
            return;
        if (await GitRemotes.RemoveAllAsync(remotes, BuilderAddress.Of(session.Profile), app, cancellationToken) > 0)
            context.Terminal.WriteLine($"Git remotes for app {app} removed.");
    }
}
