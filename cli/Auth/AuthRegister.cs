using Deis.Cli.CommandLine;
using Deis.Client.Errors;

namespace Deis.Cli.Auth;

/// <summary><c>deis auth:register</c>.</summary>
internal sealed class AuthRegister : Command
{
    public override string Name => "auth:register";

    public override string Summary => "register a new user";

    public override string Help => """
        Registers a new user with a controller and logs in.

        Usage: deis auth:register <controller> [options]

        Arguments:
          <controller>
            the URL of the controller, such as http://deis.example.com.

        Options:
          --username=<username>
            name of the new account; asked for when missing.
          --password=<password>
            password of the new account; asked for when missing.
          --email=<email>
            e-mail address of the new account; asked for when missing.
          --login=true
            log in to the new account afterwards. [default: true]
          --ssl-verify=true
            verify the controller's TLS certificate. [default: true]
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var controller = Account.ControllerOf(arguments);
        var verifyTls = arguments.Switch("--ssl-verify");
        var client = context.Connect(new Uri(controller), verifyTls, TokenFor(context, controller));
        await Account.CheckAsync(client, controller, cancellationToken);

        var username = await Account.ValueAsync(context, arguments, "--username", "username: ", cancellationToken);
        var password = await Account.NewPasswordAsync(
            context, arguments.Value("--password"), "password", "Password mismatch, aborting registration.", cancellationToken);
        var email = await Account.ValueAsync(context, arguments, "--email", "email: ", cancellationToken);
        try
        {
            await client.Auth.RegisterAsync(username, password, email, cancellationToken);
        }
        catch (DeisApiException)
        {
            context.Terminal.WriteError("Registration failed: ");
            throw;
        }
        context.Terminal.WriteLine($"Registered {username}");

        if (arguments.Switch("--login"))
            await Login.RunAsync(context, controller, verifyTls, username, password, cancellationToken);
        return 0;
    }

    // Where only administrators may register others, the current login has to go along; but never to another host.
    private static string? TokenFor(CommandContext context, string controller)
    {
        var current = context.Profiles.TryLoad();
        return current?.ControllerUri.Authority == new Uri(controller).Authority ? current.Token : null;
    }
}
