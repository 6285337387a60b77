using Deis.Cli.CommandLine;

namespace Deis.Cli.Timeouts;

/// <summary><c>deis timeouts:set</c>.</summary>
internal sealed class TimeoutsSet : Command
{
    public override string Name => "timeouts:set";

    public override string Summary => "set timeouts for an app";

    public override string Help => """
        Sets how many seconds the processes of a type get to end before they are killed.

        Usage: deis timeouts:set <type>=<value>... [options]

        Arguments:
          <type>
            process type as in the Procfile, such as 'web'.
          <value>
            seconds.

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
          --json
            print JSON instead of text.
        """;

    public override Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken) =>
        TimeoutsMap.Instance.ChangeAsync(context, arguments, Read(arguments.Values("<type>=<value>")), cancellationToken);

    private static Dictionary<string, string?> Read(IEnumerable<string> words)
    {
        var pairs = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var word in words)
        {
            if (word.Split('=') is not [var type, { Length: > 0 } seconds] || !ProcessType.IsName(type) || !seconds.All(char.IsAsciiDigit))
                throw new CommandException($"{word} doesn't fit format type=#\nExamples: web=30 worker=300");
            pairs[type] = seconds;
        }
        return pairs;
    }
}
