using Deis.Cli.CommandLine;
using Deis.Cli.Profiles;

namespace Deis.Cli.Auth;

/// <summary><c>deis auth:cancel</c>.</summary>
internal sealed class AuthCancel : Command
{
    public override string Name => "auth:cancel";

    public override string Summary => "remove the current user account";

    public override string Help => """
        Removes your account, or as an administrator that of somebody else.

        Usage: deis auth:cancel [options]

        Options:
          --username=<username>
            name of the account; your own when missing.
          --password=<password>
            password of the account; asked for when it is your own.
          --yes
            remove it without asking.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var (username, password) = (arguments.Value("--username"), arguments.Value("--password"));
        if (username is null || password is not null)
        {
            await LogInAgainAsync(context, session.Profile, username, password, cancellationToken);
            session = context.OpenSession();
        }
        var account = username ?? session.Profile.Username;
        if (!arguments.Flag("--yes") && !await ConfirmAsync(context, account, session.Profile.Controller, cancellationToken))
        {
            context.Terminal.WriteErrorLine("Account not changed");
            return 0;
        }
        await session.Client.Auth.CancelAsync(username, cancellationToken);
        if (account == session.Profile.Username)
            context.Profiles.Delete();
        context.Terminal.WriteLine("Account cancelled");
        return 0;
    }

    private static async Task LogInAgainAsync(
        CommandContext context, Profile profile, string? username, string? password, CancellationToken cancellationToken)
    {
        context.Terminal.WriteLine("Please log in again in order to cancel this account");
        username ??= await context.Terminal.AskAsync("username: ", cancellationToken);
        password ??= await context.Terminal.AskSecretAsync("password: ", cancellationToken);
        await Login.RunAsync(context, profile.Controller, profile.SslVerify, username, password, cancellationToken);
    }

    private static async Task<bool> ConfirmAsync(CommandContext context, string account, string controller, CancellationToken cancellationToken) =>
        await context.Terminal.AskAsync($"cancel account {account} at {controller}? (y/N): ", cancellationToken) is "y" or "Y";
}
