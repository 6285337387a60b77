using Deis.Cli.CommandLine;

namespace Deis.Cli.Perms;

/// <summary><c>deis perms:create</c> and <c>deis perms:delete</c>.</summary>
internal sealed class PermsChange(bool grants) : Command
{
    public override string Name => grants ? "perms:create" : "perms:delete";

    public override string Summary => grants ? "create a new permission for a user" : "delete a permission for a user";

    public override string Help => $"""
        {(grants
            ? "Lets a user use an application, or makes him an administrator of the platform."
            : "Lets a user no longer use an application, or no longer administer the platform.")}

        Usage: deis {Name} <username> [options]

        Arguments:
          <username>
            name of the user.

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
          --admin
            {(grants ? "make him an administrator." : "he is to be no administrator any longer.")}
        """;

    private string Verb => grants ? "Adding" : "Removing";

    private string Preposition => grants ? "to" : "from";

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var username = arguments.Required("<username>");
        if (arguments.Flag("--admin") && arguments.Value("--app") is not null)
            throw new CommandException("--admin is about the whole platform; it does not go with --app");
        var session = context.OpenSession();
        var perms = session.Client.Perms;
        if (arguments.Flag("--admin"))
        {
            context.Terminal.Write($"{Verb} {username} {Preposition} system administrators...");
            await context.Work.StepAsync(grants ? perms.AddAdministratorAsync(username, cancellationToken) : perms.RemoveAdministratorAsync(username, cancellationToken));
        }
        else
        {
            var app = await session.AppAsync(arguments, cancellationToken);
            context.Terminal.Write($"{Verb} {username} {Preposition} {app} collaborators...");
            await context.Work.StepAsync(grants ? perms.AddAsync(app, username, cancellationToken) : perms.RemoveAsync(app, username, cancellationToken));
        }
        context.Terminal.WriteLine(" done");
        return 0;
    }
}
