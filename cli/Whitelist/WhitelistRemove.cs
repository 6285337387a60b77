using Deis.Cli.CommandLine;

namespace Deis.Cli.Whitelist;

/// <summary><c>deis whitelist:remove</c>.</summary>
internal sealed class WhitelistRemove : Command
{
    public override string Name => "whitelist:remove";

    public override string Summary => "removes addresses from the application's whitelist";

    public override string Help => """
        Takes addresses from those that may reach an application. Without any all may.

        Usage: deis whitelist:remove <addresses> [options]

        Arguments:
          <addresses>
            addresses or networks, separated by commas, such as '1.2.3.4,10.0.0.0/8'.

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var addresses = arguments.Required("<addresses>");
        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);

        context.Terminal.WriteLine($"Removing {addresses} from {app} whitelist...");
        await context.Work.SpinAsync(session.Client.Whitelist.RemoveAsync(app, addresses.Split(','), cancellationToken));
        context.Terminal.WriteLine("done");
        return 0;
    }
}
