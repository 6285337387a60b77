using Deis.Cli.CommandLine;
using Deis.Client.Config;

namespace Deis.Cli.Healthchecks;

/// <summary><c>deis healthchecks:unset</c>.</summary>
internal sealed class HealthchecksUnset : Command
{
    public override string Name => "healthchecks:unset";

    public override string Summary => "unset healthchecks for an app";

    public override string Help => """
        Removes health checks of an application.

        Usage: deis healthchecks:unset <health-type>... [options]

        Arguments:
          <health-type>
            'liveness' or 'readiness'.

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
          --type=<type>
            process type as in the Procfile; without it the one that gets the requests.
          --json
            print JSON instead of text.
        """;

    public override Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var probes = arguments.Values("<health-type>").ToDictionary(ProbeKind.Field, _ => (Probe?)null);
        return HealthcheckChange.RunAsync(context, arguments, "Removing healthchecks", probes, cancellationToken);
    }
}
