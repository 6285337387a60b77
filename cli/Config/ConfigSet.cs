using Deis.Cli.CommandLine;

namespace Deis.Cli.Config;

/// <summary><c>deis config:set</c>.</summary>
internal sealed class ConfigSet : Command
{
    private const string HealthcheckPrefix = "HEALTHCHECK_";
    private const string ReleaseVariable = "WORKFLOW_RELEASE";

    public override string Name => "config:set";

    public override string Summary => "set environment variables for an app";

    public override string Help => """
        Sets environment variables of an application and releases it with them.

        Usage: deis config:set <var>=<value>... [options]

        Arguments:
          <var>
            name of the variable.
          <value>
            its value; it may be empty and may span lines.

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
        """;

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);
        var changes = ConfigPair.Read(arguments.Values("<var>=<value>"));
        if (changes.Keys.Any(name => name.Contains(HealthcheckPrefix, StringComparison.Ordinal)))
            WarnOfHealthchecks(context);

        context.Terminal.Write("Creating config... ");
        var changed = await context.Work.SpinAsync(session.Client.Config.ChangeAsync(app, changes, cancellationToken));
        context.Terminal.WriteLine(changed.Values.TryGetValue(ReleaseVariable, out var release) ? $"done, {release}" : "done");

        context.Terminal.WriteLine();
        ConfigOutput.Write(context.Terminal, app, await session.Client.Config.GetAsync(app, cancellationToken));
        return 0;
    }

    private static void WarnOfHealthchecks(CommandContext context)
    {
        context.Terminal.WriteLine("Health checks by environment variables are deprecated.");
        context.Terminal.WriteLine("They still work, but will not for ever;");
        context.Terminal.WriteLine("please change over to 'deis healthchecks'.");
    }
}
