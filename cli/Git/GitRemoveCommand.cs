using Deis.Cli.CommandLine;

namespace Deis.Cli.Git;

/// <summary><c>deis git:remove</c>.</summary>
internal sealed class GitRemoveCommand : Command
{
    public override string Name => "git:remove";

    public override string Summary => "remove the git remotes of an application";

    public override string Help => """
        Removes the git remotes of an application from the repository in the current
        folder.

        Usage: deis git:remove [options]

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);
        var remotes = await GitRemotes.ListAsync(cancellationToken);
        if (await GitRemotes.RemoveAllAsync(remotes, BuilderAddress.Of(session.Profile), app, cancellationToken) == 0)
            throw new CommandException("Could not find remote matching app in 'git remote -v'", "'deis git:remote' makes one.");
        context.Terminal.WriteLine($"Git remotes for app {app} removed.");
        return 0;
    }
}
