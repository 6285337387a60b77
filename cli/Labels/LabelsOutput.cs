using Deis.Cli.CommandLine;
using Deis.Cli.Output;
using Deis.Cli.Terminal;
using Deis.Client.Settings;

namespace Deis.Cli.Labels;

/// <summary>Changes the labels of an app, and shows them.</summary>
internal static class LabelsOutput
{
    /// <summary>Changes labels.</summary>
    public static async Task<int> ChangeAsync(
        CommandContext context, Arguments arguments, string doing, IReadOnlyDictionary<string, string?> labels, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);
        context.Terminal.Write($"{doing} labels on {app}... ");
        await context.Work.SpinAsync(session.Client.Settings.ChangeAsync(app, new SettingsChange { Label = labels }, cancellationToken));
        context.Terminal.WriteLine("done");
        return 0;
    }

    /// <summary>Shows them.</summary>
    public static void Write(CliTerminal terminal, string app, IReadOnlyDictionary<string, string> labels)
    {
        JsonOutput.Write(terminal, labels, () => CliJson.Default.Map);
        WriteText(terminal, app, labels);
    }

    /// <summary>Shows them to people.</summary>
    public static void WriteText(CliTerminal terminal, string app, IReadOnlyDictionary<string, string> labels)
    {
        terminal.WriteLine($"=== {app} Label");
        if (labels.Count == 0)
            terminal.WriteLine("No labels found.");
        PrettyMap.Write(terminal, labels, PrettyMap.WideGap, nameEnd: ":");
    }
}
