using Deis.Cli.CommandLine;

namespace Deis.Cli.Auth;

/// <summary><c>deis auth:regenerate</c>.</summary>
internal sealed class AuthRegenerate : Command
{
    public override string Name => "auth:regenerate";

    public override string Summary => "regenerate user tokens";

    public override string Help => """
        Ends all tokens of an account and gives it a new one. Who is logged in to it elsewhere
        has to log in again.

        Usage: deis auth:regenerate [options]

        Options:
          -u --username=<username>
            whose tokens; for administrators.
          --all
            those of all users; for administrators. Everybody has to log in again.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var username = arguments.Value("--username");
        if (username is not null && arguments.Flag("--all"))
            throw new CommandException("--username and --all do not go together");
        var session = context.OpenSession();
        if (arguments.Flag("--all"))
        {
            await session.Client.Auth.EndAllTokensAsync(cancellationToken);
        }
        else
        {
            var token = await session.Client.Auth.RenewTokenAsync(username, cancellationToken);
            if (username is null)
                context.Profiles.Save(session.Profile with { Token = token });
        }
        context.Terminal.WriteLine("Token Regenerated");
        return 0;
    }
}
