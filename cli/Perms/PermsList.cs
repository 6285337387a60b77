using Deis.Cli.CommandLine;
using Deis.Cli.Output;

namespace Deis.Cli.Perms;

/// <summary><c>deis perms:list</c>.</summary>
internal sealed class PermsList : Command
{
    public override string Name => "perms:list";

    public override string Summary => "list permissions granted on an app";

    public override string Help => """
        Lists the users who may use an application beside its owner, or the administrators
        of the platform.

        Usage: deis perms:list [options]

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
          --admin
            list the administrators.
          -l --limit=<num>
            the maximum number of results to display, defaults to config setting
          --json
            print JSON instead of text.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var limit = arguments.Number("--limit");
        if (arguments.Flag("--admin"))
            return await ListAdministratorsAsync(context, limit, cancellationToken);
        if (limit is not null)
            throw new CommandException("--limit goes with --admin only");

        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);
        var users = (await session.Client.Perms.ListAsync(app, cancellationToken)).Users;
        JsonOutput.Write(context.Terminal, users, () => CliJson.Default.Texts);
        context.Terminal.WriteLine($"=== {app}'s Users");
        foreach (var user in users)
            context.Terminal.WriteLine(user);
        return 0;
    }

    private static async Task<int> ListAdministratorsAsync(CommandContext context, int? limit, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var admins = await session.Client.Perms.ListAdministratorsAsync(limit ?? session.Profile.Limit, cancellationToken);
        JsonOutput.Write(context.Terminal, [.. admins.Results.Select(admin => admin.Username)], () => CliJson.Default.Texts);
        context.Terminal.WriteLine(Heading.Of("Administrators", admins.Results.Count, admins.Count));
        foreach (var admin in admins.Results)
            context.Terminal.WriteLine(admin.Username);
        return 0;
    }
}
