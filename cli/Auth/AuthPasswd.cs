using Deis.Cli.CommandLine;
using Deis.Client.Errors;

namespace Deis.Cli.Auth;

/// <summary><c>deis auth:passwd</c>.</summary>
internal sealed class AuthPasswd : Command
{
    public override string Name => "auth:passwd";

    public override string Summary => "change the password for the current user";

    public override string Help => """
        Changes the password of your account; administrators may change those of others.

        Usage: deis auth:passwd [options]

        Options:
          --password=<password>
            the present password; asked for when missing.
          --new-password=<new-password>
            the new password; asked for when missing.
          --username=<username>
            whose password; for administrators.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var username = arguments.Value("--username");
        var current = arguments.Value("--password");
        if (username is null && current is null)
            current = await context.Terminal.AskSecretAsync("current password: ", cancellationToken);
        var wanted = await Account.NewPasswordAsync(
            context, arguments.Value("--new-password"), "new password", "Password mismatch, not changing.", cancellationToken);
        try
        {
            await session.Client.Auth.ChangePasswordAsync(username, current, wanted, cancellationToken);
        }
        catch (DeisApiException)
        {
            context.Terminal.WriteError("Password change failed: ");
            throw;
        }
        context.Terminal.WriteLine("Password change succeeded.");
        return 0;
    }
}
