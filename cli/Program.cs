using System.Runtime.InteropServices;
using Deis.Cli.Dispatch;
using Deis.Cli.Terminal;
using Deis.Client.Errors;

namespace Deis.Cli;

/// <summary>The <c>deis</c> command.</summary>
internal static class Program
{
    private const int Failure = 1;
    private const int Interrupted = 130;
    private const int BrokenPipe = 141;

    // .NET ignores SIGPIPE, so that a follower would never notice that its reader has gone; there is no name for it.
    private const PosixSignal SigPipe = (PosixSignal)13;

    public static async Task<int> Main(string[] args)
    {
        using var terminal = new CliTerminal();
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        using var brokenPipe = PosixSignalRegistration.Create(SigPipe, _ => Environment.Exit(BrokenPipe));
        try
        {
            return await new Dispatcher(terminal, TimeProvider.System).RunAsync(args, stop.Token);
        }
        catch (Exception e) when (e is CommandException or DeisApiException or ControllerUnreachableException)
        {
            terminal.WriteErrorLine($"Error: {e.Message}");
            return Failure;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            terminal.WriteErrorLine($"Error: {e.Message}");
            return Failure;
        }
        catch (InterruptedException e)
        {
            terminal.WriteErrorLine($"\n{e.Message}");
            return Interrupted;
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }

        // The second signal finds the token cancelled already and ends the process the hard way.
        void Cancel(PosixSignalContext signal)
        {
            signal.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }
    }
}
