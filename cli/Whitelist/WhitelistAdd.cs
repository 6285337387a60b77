using Deis.Cli.CommandLine;

namespace Deis.Cli.Whitelist;

/// <summary><c>deis whitelist:add</c>.</summary>
internal sealed class WhitelistAdd : Command
{
    public override string Name => "whitelist:add";

    public override string Summary => "adds addresses to the application's whitelist";

    public override string Help => """
        Lets addresses reach an application; all others are refused from then on.

        Usage: deis whitelist:add <addresses> [options]

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

        context.Terminal.WriteLine($"Adding {addresses} to {app} whitelist...");
        await context.Work.SpinAsync(session.Client.Whitelist.AddAsync(app, addresses.Split(','), cancellationToken));
        context.Terminal.WriteLine("done");
        return 0;
    }
}
