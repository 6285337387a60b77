using Deis.Cli.CommandLine;
using Deis.Cli.Git;
using Deis.Cli.Output;
using Deis.Client;
using Deis.Client.Config;

namespace Deis.Cli.Apps;

/// <summary><c>deis apps:create</c>.</summary>
internal sealed class AppsCreate : Command
{
    private const string BuildpackVariable = "BUILDPACK_URL";

    public override string Name => "apps:create";

    public override string Summary => "create a new application";

    public override string Help => """
        Creates a new application, and a git remote for it in the current folder.

        Usage: deis apps:create [<id>] [options]

        Arguments:
          <id>
            name of the application, which no other may have. Without it one is made up.

        Options:
          --no-remote
            do not create a git remote.
          -b --buildpack=<url>
            buildpack to build the application with.
          -r --remote=<remote>
            name of the git remote. [default: deis]
          --json
            print JSON instead of text.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var terminal = context.Terminal;

        terminal.Write("Creating Application... ");
        var app = await context.Work.SpinAsync(session.Client.Apps.CreateAsync(arguments.Value("<id>"), cancellationToken));
        JsonOutput.Write(terminal, app, () => ClientJson.Default.App);
        terminal.WriteLine($"done, created {app.Id}");

        if (arguments.Value("--buildpack") is { } buildpack)
        {
            var change = new ConfigChange { Values = new Dictionary<string, string?> { [BuildpackVariable] = buildpack } };
            await context.Work.WaitAsync(session.Client.Config.ChangeAsync(app.Id, change, cancellationToken));
        }
        if (arguments.Flag("--no-remote"))
        {
            terminal.WriteLine($"If you want to add a git remote for this app later, use `deis git:remote -a {app.Id}`");
            return 0;
        }
        await AddRemoteAsync(session, arguments.Value("--remote")!, app.Id, cancellationToken);
        terminal.WriteLine($"Git remote {arguments.Value("--remote")} successfully created for app {app.Id}.");
        return 0;
    }

    private static async Task AddRemoteAsync(Session session, string remote, string app, CancellationToken cancellationToken)
    {
        var existing = await GitRemotes.TryListAsync(cancellationToken) ?? [];
        if (existing.Any(other => other.Name == remote))
        {
            throw new CommandException(
                $"A git remote with the name {remote} already exists. To overwrite this remote run:\n"
                + $"deis git:remote --force --remote {remote} --app {app}");
        }
        await GitRemotes.AddAsync(remote, BuilderAddress.Of(session.Profile).RemoteUrl(app), cancellationToken);
    }
}
