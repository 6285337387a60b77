using Deis.Cli.CommandLine;

namespace Deis.Cli.Git;

/// <summary><c>deis git:remote</c>.</summary>
internal sealed class GitRemoteCommand : Command
{
    public override string Name => "git:remote";

    public override string Summary => "add a git remote for an application";

    public override string Help => """
        Adds the git remote of an application to the repository in the current folder.

        Usage: deis git:remote [options]

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
          -r --remote=<remote>
            name of the git remote. [default: deis]
          -f --force
            overwrite a remote of that name.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);
        var name = arguments.Value("--remote")!;
        var url = BuilderAddress.Of(session.Profile).RemoteUrl(app);

        var existing = (await GitRemotes.ListAsync(cancellationToken)).FirstOrDefault(remote => remote.Name == name);
        if (existing?.PushUrl == url)
        {
            context.Terminal.WriteLine($"Remote {name} already exists and is correctly configured for app {app}.");
            return 0;
        }
        if (existing is not null)
            await MakeRoomAsync(context, existing, url, arguments.Flag("--force"), cancellationToken);

        await GitRemotes.AddAsync(name, url, cancellationToken);
        context.Terminal.WriteLine($"Git remote {name} successfully created for app {app}.");
        return 0;
    }

    private static async Task MakeRoomAsync(
        CommandContext context, GitRemote existing, string url, bool force, CancellationToken cancellationToken)
    {
        if (!force)
        {
            throw new CommandException(
                $"Remote {existing.Name} already exists, please run 'deis git:remote -f' to overwrite\n"
                + $"Existing remote URL: {existing.PushUrl}\n"
                + $"When forced, will overwrite with: {url}");
        }
        context.Terminal.WriteLine($"Deleting git remote {existing.Name}.");
        await GitRemotes.RemoveAsync(existing.Name, cancellationToken);
    }
}
