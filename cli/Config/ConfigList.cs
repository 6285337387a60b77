using Deis.Cli.CommandLine;

namespace Deis.Cli.Config;

/// <summary><c>deis config:list</c>.</summary>
internal sealed class ConfigList : Command
{
    public override string Name => "config:list";

    public override string Summary => "list environment variables for an app";

    public override string Help => """
        Lists the environment variables of an application.

        Usage: deis config:list [options]

        Options:
          --oneline
            print all on one line, as KEY=value.
          --diff
            print each on a line, as KEY=value.
          -a --app=<app>
            the uniquely identifiable name for the application.
          --json
            print JSON instead of text.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);
        var config = await session.Client.Config.GetAsync(app, cancellationToken);

        var pairs = config.Values.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}={entry.Value}").ToList();
        if (context.Terminal.JsonOnly)
        {
            ConfigOutput.Write(context.Terminal, app, config);
        }
        else if (arguments.Flag("--oneline"))
        {
            if (pairs.Count > 0)
                context.Terminal.WriteLine(string.Join(' ', pairs));
        }
        else if (arguments.Flag("--diff"))
        {
            foreach (var pair in pairs)
                context.Terminal.WriteLine(pair);
        }
        else
        {
            ConfigOutput.Write(context.Terminal, app, config);
        }
        return 0;
    }
}
