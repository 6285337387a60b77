using System.Diagnostics;

namespace Deis.Acceptance.Driving;

/// <summary>Waits for a condition with a deadline.</summary>
internal static class Wait
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static async Task UntilAsync(Func<Task<bool>> condition, TimeSpan limit, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > limit)
            {
                throw new TimeoutException($"Not within {limit}: {what}");
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    /// <summary>Reads until a line holds <paramref name="text"/>.</summary>
    public static async Task ForLineAsync(StreamReader reader, string text, TimeSpan limit)
    {
        var seen = "";
        using var deadline = new CancellationTokenSource(limit);
        while (!seen.Contains(text, StringComparison.Ordinal))
        {
            var line = await reader.ReadLineAsync(deadline.Token);
            line.ShouldNotBeNull(seen);
            seen += line + "\n";
        }
    }
}
