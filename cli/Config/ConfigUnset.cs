using Deis.Cli.CommandLine;

namespace Deis.Cli.Config;

/// <summary><c>deis config:unset</c>.</summary>
internal sealed class ConfigUnset : Command
{
    public override string Name => "config:unset";

    public override string Summary => "unset environment variables for an app";

    public override string Help => """
        Removes environment variables of an application and releases it without them.

        Usage: deis config:unset <key>... [options]

        Arguments:
          <key>
            name of the variable.

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);
        var changes = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var key in arguments.Values("<key>"))
            changes[key] = null;

        context.Terminal.Write("Removing config... ");
        await context.Work.SpinAsync(session.Client.Config.ChangeAsync(app, changes, cancellationToken));
        context.Terminal.WriteLine("done");

        context.Terminal.WriteLine();
        ConfigOutput.Write(context.Terminal, app, await session.Client.Config.GetAsync(app, cancellationToken));
        return 0;
    }
}
