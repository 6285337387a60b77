using Deis.Cli.CommandLine;
using Deis.Cli.Output;
using Deis.Cli.Terminal;
using Deis.Client.Config;

namespace Deis.Cli.Limits;

/// <summary>Changes the limits of an app, and shows them.</summary>
internal static class LimitsOutput
{
    /// <summary>Changes limits, of memory or of the processor, and shows all.</summary>
    public static async Task<int> ChangeAsync(
        CommandContext context,
        Arguments arguments,
        bool cpu,
        IReadOnlyDictionary<string, string?> entries,
        CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);

        context.Terminal.Write("Applying limits... ");
        var change = cpu ? new ConfigChange { Cpu = entries } : new ConfigChange { Memory = entries };
        await context.Work.SpinAsync(session.Client.Config.ChangeAsync(app, change, cancellationToken));
        context.Terminal.WriteLine("done");

        context.Terminal.WriteLine();
        Write(context.Terminal, app, await session.Client.Config.GetAsync(app, cancellationToken));
        return 0;
    }

    /// <summary>Shows them.</summary>
    public static void Write(CliTerminal terminal, string app, AppConfig config)
    {
        JsonOutput.Write(terminal, new LimitsReport(config.Memory, config.Cpu), () => CliJson.Default.LimitsReport);
        terminal.WriteLine($"=== {app} Limits");
        WriteMap(terminal, "Memory", config.Memory);
        WriteMap(terminal, "CPU", config.Cpu);
    }

    private static void WriteMap(CliTerminal terminal, string title, IReadOnlyDictionary<string, string> map)
    {
        terminal.WriteLine();
        terminal.WriteLine($"--- {title}");
        if (map.Count == 0)
            terminal.WriteLine("Unlimited");
        PrettyMap.Write(terminal, map, PrettyMap.NarrowGap);
    }
}
