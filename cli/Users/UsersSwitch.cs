using Deis.Cli.CommandLine;

namespace Deis.Cli.Users;

/// <summary><c>deis users:enable</c> and <c>deis users:disable</c>.</summary>
internal sealed class UsersSwitch(bool enabled) : Command
{
    public override string Name => enabled ? "users:enable" : "users:disable";

    public override string Summary => enabled ? "let a disabled user in again" : "keep a user from logging in";

    public override string Help => $"""
        {(enabled
            ? "Lets a user who was disabled in again, with his tokens and keys."
            : "Keeps a user out: his password, tokens and SSH keys are refused. What he has runs on.")}

        Usage: deis {Name} <username> [options]

        Arguments:
          <username>
            name of the user.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var username = arguments.Required("<username>");
        var session = context.OpenSession();
        context.Terminal.Write($"{(enabled ? "Enabling" : "Disabling")} {username}...");
        await context.Work.StepAsync(session.Client.Users.SetEnabledAsync(username, enabled, cancellationToken));
        context.Terminal.WriteLine(" done");
        return 0;
    }
}
