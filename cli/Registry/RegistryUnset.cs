using Deis.Cli.CommandLine;

namespace Deis.Cli.Registry;

/// <summary><c>deis registry:unset</c>.</summary>
internal sealed class RegistryUnset : Command
{
    public override string Name => "registry:unset";

    public override string Summary => "unset registry info for an app";

    public override string Help => """
        Removes parts of the login to the private registry of an application's images.

        Usage: deis registry:unset <key>... [options]

        Arguments:
          <key>
            'username' or 'password'.

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
          --json
            print JSON instead of text.
        """;

    public override Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken) =>
        RegistryMap.Instance.ChangeAsync(context, arguments, Pairs.Removed(arguments.Values("<key>")), cancellationToken);
}
