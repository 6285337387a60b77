namespace Deis.Cli.Terminal;

/// <summary>
/// Shows that work goes on. Every frame is followed by as many backspaces, so that the next one, or what the command
/// writes at the end, takes its place (docs/protocol/cli.md §5). Disposing it stops it.
/// </summary>
internal sealed class Spinner : IAsyncDisposable
{
    private const string Erase = "\b\b\b";
    private static readonly string[] Frames = ["...", "o..", ".o.", "..o"];
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(400);

    private readonly CliTerminal terminal;
    private readonly PeriodicTimer timer;
    private readonly Task loop;

    private Spinner(CliTerminal terminal, TimeProvider time)
    {
        this.terminal = terminal;
        timer = new PeriodicTimer(Step, time);
        loop = SpinAsync();
    }

    public static Spinner Start(CliTerminal terminal, TimeProvider time) => new(terminal, time);

    public async ValueTask DisposeAsync()
    {
        timer.Dispose();
        await loop;
        terminal.Write(Erase);
    }

    private async Task SpinAsync()
    {
        Show(0);
        for (var frame = 1; await timer.WaitForNextTickAsync(); frame++)
        {
            terminal.Write(Erase);
            Show(frame);
        }
    }

    private void Show(int frame)
    {
        terminal.Write(Frames[frame % Frames.Length]);
        terminal.Flush();
    }
}
