namespace Deis.Cli.Terminal;

/// <summary>
/// Shows that work goes on. Every frame is followed by as many backspaces, so that the next one, or what the command
/// writes at the end, takes its place (docs/protocol/cli.md §5). On a terminal it also says how long it has been, from the
/// first second on. Disposing it stops it.
/// </summary>
internal sealed class Spinner : IAsyncDisposable
{
    private static readonly string[] Turning = ["...", "o..", ".o.", "..o"];
    private static readonly string[] Still = [""];
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(400);

    private readonly CliTerminal terminal;
    private readonly TimeProvider time;
    private readonly string[] frames;
    private readonly bool stepsBack;
    private readonly long start;
    private readonly PeriodicTimer timer;
    private readonly Task loop;
    private int shown;

    private Spinner(CliTerminal terminal, TimeProvider time, string[] frames, bool stepsBack = false)
    {
        this.terminal = terminal;
        this.time = time;
        this.frames = frames;
        this.stepsBack = stepsBack;
        if (!stepsBack)
            terminal.HasSpinner = true;
        start = time.GetTimestamp();
        timer = new PeriodicTimer(Step, time);
        loop = SpinAsync();
    }

    /// <summary>Begins to turn.</summary>
    public static Spinner Start(CliTerminal terminal, TimeProvider time) => new(terminal, time, Turning);

    /// <summary>Begins to say how long it has been, and nothing else.</summary>
    public static Spinner StartStill(CliTerminal terminal, TimeProvider time) => new(terminal, time, Still);

    /// <summary>The same for every request, however short: it leaves the terminal to a spinner of the command's own.</summary>
    public static Spinner StartBehind(CliTerminal terminal, TimeProvider time) => new(terminal, time, Still, stepsBack: true);

    public async ValueTask DisposeAsync()
    {
        timer.Dispose();
        await loop;
        if (!stepsBack)
            terminal.HasSpinner = false;
        var back = new string('\b', shown);
        terminal.Write(shown > frames[0].Length ? $"{back}{new string(' ', shown)}{back}" : back);
    }

    private async Task SpinAsync()
    {
        Show(0);
        for (var frame = 1; await timer.WaitForNextTickAsync(); frame++)
            Show(frame);
    }

    private void Show(int frame)
    {
        var text = frames[frame % frames.Length] + Elapsed();
        if (shown + text.Length == 0 || (stepsBack && terminal.HasSpinner))
            return;
        terminal.Write(new string('\b', shown) + text);
        terminal.Flush();
        shown = text.Length;
    }

    private string Elapsed()
    {
        var seconds = (int)time.GetElapsedTime(start).TotalSeconds;
        return terminal.IsOnTerminal && seconds > 0 ? $" {seconds}s" : "";
    }
}
