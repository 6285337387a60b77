using Deis.Cli.CommandLine;
using Deis.Cli.Output;
using Deis.Client;

namespace Deis.Cli.Autoscale;

/// <summary><c>deis autoscale:list</c>.</summary>
internal sealed class AutoscaleList : Command
{
    public override string Name => "autoscale:list";

    public override string Summary => "list autoscale options for an application";

    public override string Help => """
        Lists which process types of an application are scaled by their load.

        Usage: deis autoscale:list [options]

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
        var rules = (await session.Client.Settings.GetAsync(app, cancellationToken)).Autoscale ?? new Dictionary<string, Client.Settings.Autoscale>();

        JsonOutput.Write(context.Terminal, rules, () => ClientJson.Default.IReadOnlyDictionaryStringAutoscale);
        context.Terminal.WriteLine($"=== {app} Autoscale");
        context.Terminal.WriteLine();
        if (rules.Count == 0)
            context.Terminal.WriteLine("No autoscale rules found.");
        foreach (var (type, rule) in rules.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            context.Terminal.WriteLine($"--- {type}:");
            context.Terminal.WriteLine($"Min Replicas: {rule.Min}");
            context.Terminal.WriteLine($"Max Replicas: {rule.Max}");
            context.Terminal.WriteLine($"CPU: {rule.CpuPercent}%");
        }
        return 0;
    }
}
