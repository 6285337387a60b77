using Deis.Cli.CommandLine;
using Deis.Client;

namespace Deis.Cli.Switches;

/// <summary>A command that turns something of an app on or off.</summary>
/// <param name="on">Which of the two.</param>
internal abstract class AppSwitch(bool on) : Command
{
    public override string Help => $"""
        {Effect}

        Usage: deis {Name} [options]

        Options:
          -a --app=<app>
            the uniquely identifiable name for the application.
        """;

    /// <summary>True when it turns it on.</summary>
    protected bool On => on;

    /// <summary>What is turned, for a sentence that begins with 'Enabling'.</summary>
    protected abstract string Thing { get; }

    /// <summary>What comes of it, a sentence.</summary>
    protected abstract string Effect { get; }

    public override async Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken)
    {
        var session = context.OpenSession();
        var app = await session.AppAsync(arguments, cancellationToken);

        context.Terminal.Write($"{(On ? "Enabling" : "Disabling")} {Thing} for {app}... ");
        await context.Work.SpinAsync(TurnAsync(session.Client, app, cancellationToken));
        context.Terminal.WriteLine("done");
        return 0;
    }

    /// <summary>Turns it.</summary>
    protected abstract Task TurnAsync(DeisClient client, string app, CancellationToken cancellationToken);
}
