using Deis.Cli.CommandLine;
using Deis.Client.Config;

namespace Deis.Cli.Healthchecks;

/// <summary>Changes health checks of a process type, and shows them.</summary>
internal static class HealthcheckChange
{
    /// <summary>The process type that is meant when nobody names one: whichever gets the requests.</summary>
    private const string RoutedType = "web/cmd";

    /// <param name="context">What commands work with.</param>
    /// <param name="arguments">Names app and process type.</param>
    /// <param name="doing">What is being done.</param>
    /// <param name="probes">By kind; null removes one.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public static async Task<int> RunAsync(
        CommandContext context, Arguments arguments, string doing, IReadOnlyDictionary<string, Probe?> probes, CancellationToken cancellationToken)
    {
        var type = arguments.Value("--type") ?? RoutedType;
        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);
        var change = new ConfigChange { Healthcheck = new Dictionary<string, IReadOnlyDictionary<string, Probe?>> { [type] = probes } };

        context.Terminal.Write($"{doing}... ");
        await context.Work.SpinAsync(session.Client.Config.ChangeAsync(app, change, cancellationToken));
        context.Terminal.WriteLine("done");

        context.Terminal.WriteLine();
        ProbeOutput.Write(context.Terminal, app, (await session.Client.Config.GetAsync(app, cancellationToken)).Healthcheck, type);
        return 0;
    }
}
