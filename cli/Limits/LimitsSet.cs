using Deis.Cli.CommandLine;

namespace Deis.Cli.Limits;

/// <summary><c>deis limits:set</c>.</summary>
internal sealed class LimitsSet : Command
{
    public override string Name => "limits:set";

    public override string Summary => "set resource limits for an app";

    public override string Help => """
        Limits the memory or the processor time of the processes of a type.

        Usage: deis limits:set <type>=<limit>... [options]

        Arguments:
          <type>
            process type as in the Procfile, such as 'web', or 'run' for one-off commands.
          <limit>
            memory as a number with a unit (B, K, M or G); processor time as cores (0.5) or
            thousandths of one (500m). Two with a slash between are request and limit.

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
          --cpu
            limit processor time.
          -m --memory
            limit memory; so it is when nothing else is said.
          --json
            print JSON instead of text.
        """;

    public override Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken) =>
        LimitsOutput.ChangeAsync(
            context, arguments, arguments.Flag("--cpu"), Read(arguments.Values("<type>=<limit>")), cancellationToken);

    private static Dictionary<string, string?> Read(IEnumerable<string> words)
    {
        var limits = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var word in words)
        {
            if (word.Split('=') is not [var type, var limit] || !ProcessType.IsName(type) || !LimitValue.Fits(limit))
            {
                throw new CommandException(
                    $"{word} doesn't fit format type=#unit or type=# or type=#/#\nExamples: web=2G worker=500M web=256M/1G, with --cpu: web=0.5 worker=250m/500m");
            }
            limits[type] = limit;
        }
        return limits;
    }
}
