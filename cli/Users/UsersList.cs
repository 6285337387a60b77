using Deis.Cli.CommandLine;
using Deis.Cli.Output;
using Deis.Client;

namespace Deis.Cli.Users;

/// <summary><c>deis users:list</c>.</summary>
internal sealed class UsersList : Command
{
    public override string Name => "users:list";

    public override string Summary => "list all registered users";

    public override string Help => """
        Lists all users of the platform; administrators have an asterisk.

        Usage: deis users:list [options]

        Options:
          -l --limit=<num>
            the maximum number of results to display, defaults to config setting
          --json
            print JSON instead of text.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var users = await session.Client.Users.ListAsync(session.Limit(arguments), cancellationToken);

        JsonOutput.Write(context.Terminal, users, () => ClientJson.Default.IReadOnlyListUser);
        context.Terminal.WriteLine(Heading.Of("Users (*=admin)", users.Results.Count, users.Count));
        foreach (var user in users.Results)
            context.Terminal.WriteLine(user.IsSuperuser ? $"*{user.Username}" : user.Username);
        return 0;
    }
}
