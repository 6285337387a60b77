using Deis.Cli.CommandLine;

namespace Deis.Cli.Perms;

/// <summary><c>deis perms:create</c>.</summary>
internal sealed class PermsCreate : Command
{
    public override string Name => "perms:create";

    public override string Summary => "create a new permission for a user";

    public override string Help => """
        Lets a user use an application, or makes him an administrator of the platform.

        Usage: deis perms:create <username> [options]

        Arguments:
          <username>
            name of the user.

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
          --admin
            make him an administrator.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var username = arguments.Required("<username>");
        if (arguments.Flag("--admin") && arguments.Value("--app") is not null)
            throw new CommandException("--admin is about the whole platform; it does not go with --app");
        var session = context.OpenSession();
        if (arguments.Flag("--admin"))
        {
            context.Terminal.Write($"Adding {username} to system administrators...");
            await context.Work.StepAsync(session.Client.Perms.AddAdministratorAsync(username, cancellationToken));
        }
        else
        {
            var app = await session.AppAsync(arguments, cancellationToken);
            context.Terminal.Write($"Adding {username} to {app} collaborators...");
            await context.Work.StepAsync(session.Client.Perms.AddAsync(app, username, cancellationToken));
        }
        context.Terminal.WriteLine(" done");
        return 0;
    }
}
