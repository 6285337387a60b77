using Deis.Cli.CommandLine;

namespace Deis.Cli.Auth;

/// <summary><c>deis auth:logout</c>.</summary>
internal sealed class AuthLogout : Command
{
    public override string Name => "auth:logout";

    public override string Summary => "log out of the controller";

    public override string Help => """
        Logs out of the controller: forgets the profile. Nothing is sent.

        Usage: deis auth:logout [options]
        """;

    public override Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        context.Profiles.Delete();
        context.Terminal.WriteLine("Logged out");
        return Task.FromResult(0);
    }
}
