using Deis.Cli.CommandLine;

namespace Deis.Cli.Limits;

/// <summary><c>deis limits:unset</c>.</summary>
internal sealed class LimitsUnset : Command
{
    public override string Name => "limits:unset";

    public override string Summary => "unset resource limits for an app";

    public override string Help => """
        Removes limits of the processes of an application.

        Usage: deis limits:unset <type>... [options]

        Arguments:
          <type>
            process type as in the Procfile, such as 'web'.

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
          --cpu
            remove limits of processor time.
          -m --memory
            remove limits of memory; so it is when nothing else is said.
          --json
            print JSON instead of text.
        """;

    public override Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var cpu = arguments.Flag("--cpu");
        if (cpu && arguments.Flag("--memory"))
            throw new CommandException("--cpu and --memory do not go together; use one after the other");
        return LimitsOutput.ChangeAsync(context, arguments, cpu, Pairs.Removed(arguments.Values("<type>")), cancellationToken);
    }
}
