using Deis.Cli.CommandLine;
using Deis.Cli.Output;
using Deis.Cli.Terminal;
using Deis.Client.Config;

namespace Deis.Cli.Config;

/// <summary>Changes the environment variables of an app, and shows them.</summary>
internal static class ConfigOutput
{
    private const string HealthcheckPrefix = "HEALTHCHECK_";
    private const string ReleaseVariable = "WORKFLOW_RELEASE";

    /// <summary>Sets variables, and shows all.</summary>
    public static async Task<int> SetAsync(
        CommandContext context, Arguments arguments, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken)
    {
        if (changes.Keys.Any(name => name.Contains(HealthcheckPrefix, StringComparison.Ordinal)))
            WarnOfHealthchecks(context.Terminal);
        return await ChangeAsync(context, arguments, "Creating config", changes, cancellationToken);
    }

    /// <summary>Changes variables, and shows all.</summary>
    public static async Task<int> ChangeAsync(
        CommandContext context, Arguments arguments, string doing, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);

        context.Terminal.Write($"{doing}... ");
        var changed = await context.Work.SpinAsync(session.Client.Config.ChangeAsync(app, new ConfigChange { Values = changes }, cancellationToken));
        context.Terminal.WriteLine(changed.Values.TryGetValue(ReleaseVariable, out var release) ? $"done, {release}" : "done");

        context.Terminal.WriteLine();
        Write(context.Terminal, app, await session.Client.Config.GetAsync(app, cancellationToken));
        return 0;
    }

    /// <summary>Shows them.</summary>
    public static void Write(CliTerminal terminal, string app, AppConfig config)
    {
        JsonOutput.Write(terminal, config.Values, () => CliJson.Default.Map);
        terminal.WriteLine($"=== {app} Config");
        PrettyMap.Write(terminal, config.Values, PrettyMap.WideGap);
    }

    private static void WarnOfHealthchecks(CliTerminal terminal)
    {
        terminal.WriteLine("Health checks by environment variables are deprecated.");
        terminal.WriteLine("They still work, but will not for ever;");
        terminal.WriteLine("please change over to 'deis healthchecks'.");
    }
}
