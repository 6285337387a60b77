using Deis.Cli.CommandLine;

namespace Deis.Cli.Auth;

/// <summary><c>deis auth:login</c>.</summary>
internal sealed class AuthLogin : Command
{
    public override string Name => "auth:login";

    public override string Summary => "log in to a controller";

    public override string Help => """
        Logs in to a controller.

        Usage: deis auth:login <controller> [options]

        Arguments:
          <controller>
            the URL of the controller, such as http://deis.example.com.

        Options:
          --username=<username>
            name of the account; asked for when missing.
          --password=<password>
            password of the account; asked for when missing.
          --ssl-verify=true
            verify the controller's TLS certificate. [default: true]
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var controller = Account.ControllerOf(arguments);
        var verifyTls = arguments.Switch("--ssl-verify");
        await Account.CheckAsync(context.Connect(new Uri(controller), verifyTls, token: null), controller, cancellationToken);

        var username = await Account.ValueAsync(context, arguments, "--username", "username: ", cancellationToken);
        var password = await Account.SecretAsync(context, arguments, "--password", "password: ", cancellationToken);
        await Login.RunAsync(context, controller, verifyTls, username, password, cancellationToken);
        return 0;
    }
}
