using Deis.Cli.CommandLine;
using Deis.Cli.Output;

namespace Deis.Cli.Whitelist;

/// <summary><c>deis whitelist:list</c>.</summary>
internal sealed class WhitelistList : Command
{
    public override string Name => "whitelist:list";

    public override string Summary => "list addresses in the application's whitelist";

    public override string Help => """
        Lists the addresses that may reach an application. None means all.

        Usage: deis whitelist:list [options]

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
          --json
            print JSON instead of text.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);
        var addresses = (await session.Client.Whitelist.GetAsync(app, cancellationToken)).Addresses ?? [];

        JsonOutput.Write(context.Terminal, addresses, () => CliJson.Default.Texts);
        context.Terminal.WriteLine($"=== {app} Whitelisted Addresses");
        foreach (var address in addresses)
            context.Terminal.WriteLine(address);
        return 0;
    }
}
