using Deis.Cli.Terminal;
using Deis.Client.Errors;

namespace Deis.Cli;

/// <summary>Waits for calls that change something on the server, where Ctrl-C ends the waiting but not the work.</summary>
internal sealed class ServerWork(CliTerminal terminal, TimeProvider time)
{
    /// <summary>Waits with a spinner.</summary>
    public async Task<T> SpinAsync<T>(Task<T> call)
    {
        await using var spinner = Spinner.Start(terminal, time);
        await JoinAsync(call);
        return await call;
    }

    /// <inheritdoc cref="SpinAsync{T}"/>
    public async Task SpinAsync(Task call)
    {
        await using var spinner = Spinner.Start(terminal, time);
        await JoinAsync(call);
    }

    /// <summary>Waits in the middle of a line, which is ended before an error shows.</summary>
    public async Task StepAsync(Task call)
    {
        try
        {
            await WaitAsync(call);
        }
        catch (Exception e) when (e is DeisApiException or ControllerUnreachableException)
        {
            terminal.WriteLine();
            throw;
        }
    }

    /// <summary>Waits.</summary>
    public async Task WaitAsync(Task call)
    {
        await using var spinner = Spinner.StartStill(terminal, time);
        await JoinAsync(call);
    }

    /// <summary>Starts a stopwatch that says <c>done in Ns</c>.</summary>
    public Func<string> Stopwatch()
    {
        var start = time.GetTimestamp();
        return () => $"done in {(int)time.GetElapsedTime(start).TotalSeconds}s";
    }

    private async Task JoinAsync(Task call)
    {
        terminal.Flush();
        try
        {
            await call;
        }
        catch (OperationCanceledException e)
        {
            throw new InterruptedException(e);
        }
    }
}
