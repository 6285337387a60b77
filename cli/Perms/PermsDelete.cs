using Deis.Cli.CommandLine;

namespace Deis.Cli.Perms;

/// <summary><c>deis perms:delete</c>.</summary>
internal sealed class PermsDelete : Command
{
    public override string Name => "perms:delete";

    public override string Summary => "delete a permission for a user";

    public override string Help => """
        Lets a user no longer use an application, or no longer administer the platform.

        Usage: deis perms:delete <username> [options]

        Arguments:
          <username>
            name of the user.

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
          --admin
            he is to be no administrator any longer.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var username = arguments.Required("<username>");
        if (arguments.Flag("--admin") && arguments.Value("--app") is not null)
            throw new CommandException("--admin is about the whole platform; it does not go with --app");
        var session = context.OpenSession();
        if (arguments.Flag("--admin"))
        {
            context.Terminal.Write($"Removing {username} from system administrators...");
            await context.Work.StepAsync(session.Client.Perms.RemoveAdministratorAsync(username, cancellationToken));
        }
        else
        {
            var app = await session.AppAsync(arguments, cancellationToken);
            context.Terminal.Write($"Removing {username} from {app} collaborators...");
            await context.Work.StepAsync(session.Client.Perms.RemoveAsync(app, username, cancellationToken));
        }
        context.Terminal.WriteLine(" done");
        return 0;
    }
}
