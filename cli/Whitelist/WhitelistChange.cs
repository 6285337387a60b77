using Deis.Cli.CommandLine;

namespace Deis.Cli.Whitelist;

/// <summary><c>deis whitelist:add</c> and <c>deis whitelist:remove</c>.</summary>
internal sealed class WhitelistChange(bool adds) : Command
{
    public override string Name => adds ? "whitelist:add" : "whitelist:remove";

    public override string Summary => adds ? "adds addresses to the application's whitelist" : "removes addresses from the application's whitelist";

    public override string Help => $"""
        {(adds
            ? "Lets addresses reach an application; all others are refused from then on."
            : "Takes addresses from those that may reach an application. Without any all may.")}

        Usage: deis {Name} <addresses> [options]

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
        var (list, all) = (session.Client.Whitelist, addresses.Split(','));

        context.Terminal.WriteLine($"{(adds ? "Adding" : "Removing")} {addresses} {(adds ? "to" : "from")} {app} whitelist...");
        await context.Work.SpinAsync(adds ? list.AddAsync(app, all, cancellationToken) : list.RemoveAsync(app, all, cancellationToken));
        context.Terminal.WriteLine("done");
        return 0;
    }
}
