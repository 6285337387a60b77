using System.Globalization;
using Deis.Cli.CommandLine;
using Deis.Cli.Output;

namespace Deis.Cli.Ps;

/// <summary><c>deis ps:scale</c>.</summary>
internal sealed class PsScale : Command
{
    public override string Name => "ps:scale";

    public override string Summary => "scale processes (e.g. web=4 worker=2)";

    public override string Help => """
        Sets how many processes of each type an application has.

        Usage: deis ps:scale <type>=<num>... [options]

        Arguments:
          <type>
            process type as in the Procfile, such as 'web' or 'worker'.
          <num>
            number of processes.

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
        var counts = Parse(arguments.Values("<type>=<num>"));

        context.Terminal.WriteLine($"Scaling processes... but first, {Drink.OfChoice}!");
        var elapsed = context.Work.Stopwatch();
        await context.Work.SpinAsync(session.Client.Apps.ScaleAsync(app, counts, cancellationToken));
        context.Terminal.WriteLine(elapsed());

        var pods = await session.Client.Pods.ListAsync(app, session.Profile.Limit, cancellationToken);
        ProcessList.Write(context.Terminal, app, pods);
        return 0;
    }

    private static Dictionary<string, int> Parse(IEnumerable<string> words)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var word in words)
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0
                || !ProcessType.IsName(word[..equals])
                || !int.TryParse(word.AsSpan(equals + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                throw new CommandException($"'{word}' does not match the pattern 'type=num', ex: web=2\n");
            }
            counts[word[..equals]] = count;
        }
        return counts;
    }
}
