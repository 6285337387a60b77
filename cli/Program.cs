using System.Runtime.InteropServices;
using Deis.Cli.Dispatch;
using Deis.Cli.NextSteps;
using Deis.Cli.Terminal;
using Deis.Client.Errors;

namespace Deis.Cli;

/// <summary>The <c>deis</c> command.</summary>
internal static class Program
{
    private const int Failure = 1;
    private const int Interrupted = 130;
    private const int Terminated = 143;
    private const int ReaderGone = 141;

    public static async Task<int> Main(string[] args)
    {
        try
        {
            using var terminal = new CliTerminal();
            return await RunAsync(terminal, args);
        }
        catch (BrokenPipeException)
        {
            return ReaderGone;
        }
    }

    private static async Task<int> RunAsync(CliTerminal terminal, string[] args)
    {
        using var stop = new CancellationTokenSource();
        var stopped = Interrupted;
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        var dispatcher = new Dispatcher(terminal, TimeProvider.System);
        try
        {
            return await dispatcher.RunAsync(args, stop.Token);
        }
        catch (Exception e) when (IsForUsers(e))
        {
            terminal.WriteErrorLine($"Error: {e.Message}");
            if (StepAfter(e, dispatcher) is { } step)
                terminal.WriteErrorLine(step);
            return Failure;
        }
        catch (InterruptedException e)
        {
            terminal.WriteErrorLine($"\n{e.Message}");
            return stopped;
        }
        catch (OperationCanceledException)
        {
            return stopped;
        }

        // The second signal finds the token cancelled already and ends the process the hard way.
        void Cancel(PosixSignalContext signal)
        {
            signal.Cancel = !stop.IsCancellationRequested;
            stopped = signal.Signal == PosixSignal.SIGTERM ? Terminated : Interrupted;
            stop.Cancel();
        }
    }

    private static string? StepAfter(Exception e, Dispatcher dispatcher) => e switch
    {
        CommandException { NextStep: { } step } => step,
        DeisApiException refusal when dispatcher.Running is { } command => NextStep.After(refusal, command.Name),
        _ => null,
    };

    private static bool IsForUsers(Exception e) =>
        e is CommandException or DeisApiException or ControllerUnreachableException or IOException or UnauthorizedAccessException;
}
