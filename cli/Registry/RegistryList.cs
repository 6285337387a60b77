using Deis.Cli.CommandLine;

namespace Deis.Cli.Registry;

/// <summary><c>deis registry:list</c>.</summary>
internal sealed class RegistryList : Command
{
    public override string Name => "registry:list";

    public override string Summary => "list registry info for an app";

    public override string Help => """
        Shows how the platform logs in to the private registry of an application's images.
        The password is shown too.

        Usage: deis registry:list [options]

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
          --json
            print JSON instead of text.
        """;

    public override Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken) =>
        RegistryMap.Instance.ListAsync(context, arguments, cancellationToken);
}
