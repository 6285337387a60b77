using Deis.Cli.CommandLine;
using Deis.Client.Config;

namespace Deis.Cli.Healthchecks;

/// <summary><c>deis healthchecks:set</c>.</summary>
internal sealed class HealthchecksSet : Command
{
    public override string Name => "healthchecks:set";

    public override string Summary => "set healthchecks for an app";

    public override string Help => """
        Sets how the platform asks the processes of an application whether they are well.

        A process that fails the liveness check is restarted; one that fails the readiness
        check gets no requests.

        Usage: deis healthchecks:set <health-type> <probe-type> [--] <args>... [options]

        Arguments:
          <health-type>
            'liveness' or 'readiness'.
          <probe-type>
            'httpGet', 'exec' or 'tcpSocket'.
          <args>
            for httpGet and tcpSocket the port, for exec the command.

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
          -p --path=<path>
            for httpGet: the path. [default: /]
          --type=<type>
            process type as in the Procfile; without it the one that gets the requests.
          --headers=<headers>
            for httpGet: headers to send, as name:value with commas between.
          --initial-delay-timeout=<seconds>
            seconds before the first question. [default: 50]
          --timeout-seconds=<seconds>
            seconds to answer. [default: 50]
          --period-seconds=<seconds>
            seconds between two questions. [default: 10]
          --success-threshold=<number>
            good answers in a row after which it is well. [default: 1]
          --failure-threshold=<number>
            bad answers in a row after which it is not. [default: 3]
          --json
            print JSON instead of text.
        """;

    public override Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var kind = ProbeKind.Field(arguments.Required("<health-type>"));
        var probes = new Dictionary<string, Probe?> { [kind] = ProbeReader.Read(arguments) };
        return HealthcheckChange.RunAsync(context, arguments, $"Applying {kind} healthcheck", probes, cancellationToken);
    }
}
