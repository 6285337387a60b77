using System.Net;
using Deis.Cli.CommandLine;
using Deis.Cli.Output;
using Deis.Client.Errors;
using Deis.Client.Logs;

namespace Deis.Cli.Apps;

/// <summary><c>deis apps:logs</c>.</summary>
internal sealed class AppsLogs : Command
{
    private const string Nothing = """
        There are currently no log messages. Please check the following things:

        1) The application runs: see 'deis ps:list'.
        2) The application writes to standard output or standard error.
        3) The logger of the platform runs and receives messages.
        """;

    public override string Name => "apps:logs";

    public override string Summary => "view aggregated application logs";

    public override string Help => """
        Shows the latest log messages of an application.

        Usage: deis apps:logs [options]

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
          -n --lines=<lines>
            the number of lines to display.
          -f --follow
            go on with new messages until interrupted.
          --process=<process>
            only messages of this process type or process.
          --since=<when>
            only messages since then: a duration such as 10m, or a time such as
            2026-01-31T12:00:00Z.
          --json
            print each message as JSON on a line.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var query = new LogQuery
        {
            Lines = arguments.Number("--lines"),
            Follow = arguments.Flag("--follow"),
            Process = arguments.Value("--process"),
            Since = arguments.Value("--since"),
        };
        var app = await session.AppAsync(arguments, cancellationToken);
        if (!await WriteAsync(context, session.Client.Logs.ReadAsync(app, query, cancellationToken), query.Follow))
            throw new CommandException(Nothing);
        return 0;
    }

    /// <summary>Writes the lines; false when there was none.</summary>
    private static async Task<bool> WriteAsync(CommandContext context, IAsyncEnumerable<string> lines, bool follow)
    {
        var any = false;
        try
        {
            await foreach (var line in lines)
            {
                any |= line.Length > 0;
                JsonOutput.WriteLine(context.Terminal, LogLine.Parse(line), () => CliJson.Default.LogLine);
                context.Terminal.WriteLine(context.Terminal.UsesColour ? LogColour.Paint(line) : line);
                if (follow)
                    context.Terminal.Flush();
            }
        }
        catch (DeisApiException e) when (e.Status >= HttpStatusCode.InternalServerError)
        {
            throw new CommandException(Nothing);
        }
        return any;
    }
}
