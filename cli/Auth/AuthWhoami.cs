using Deis.Cli.CommandLine;
using Deis.Cli.Output;
using Deis.Client;
using Deis.Client.Auth;

namespace Deis.Cli.Auth;

/// <summary><c>deis auth:whoami</c>.</summary>
internal sealed class AuthWhoami : Command
{
    public override string Name => "auth:whoami";

    public override string Summary => "display the current user";

    public override string Help => """
        Displays the user who is logged in.

        Usage: deis auth:whoami [options]

        Options:
          --all
            ask the controller for everything about the account.
          --json
            print JSON instead of text.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        if (!arguments.Flag("--all"))
        {
            JsonOutput.Write(context.Terminal, new LoginReport(session.Profile.Username, session.Profile.Controller), () => CliJson.Default.LoginReport);
            context.Terminal.WriteLine($"You are {session.Profile.Username} at {session.Profile.Controller}");
            return 0;
        }
        Write(context, await session.Client.Auth.WhoamiAsync(cancellationToken));
        return 0;
    }

    private static void Write(CommandContext context, User user)
    {
        JsonOutput.Write(context.Terminal, user, () => ClientJson.Default.User);
        context.Terminal.WriteLine($"ID: {user.Id}");
        context.Terminal.WriteLine($"Username: {user.Username}");
        context.Terminal.WriteLine($"Email: {user.Email}");
        context.Terminal.WriteLine($"First Name: {user.FirstName}");
        context.Terminal.WriteLine($"Last Name: {user.LastName}");
        context.Terminal.WriteLine($"Last Login: {user.LastLogin}");
        context.Terminal.WriteLine($"Is Superuser: {Text(user.IsSuperuser)}");
        context.Terminal.WriteLine($"Is Staff: {Text(user.IsStaff)}");
        context.Terminal.WriteLine($"Is Active: {Text(user.IsActive)}");
        context.Terminal.WriteLine($"Date Joined: {user.DateJoined}");
    }

    private static string Text(bool value) => value ? "true" : "false";
}
