using System.Globalization;
using DurableTask.Postgres.Tests.Support;

namespace DurableTask.Postgres.Tests.Replays;

/// <summary>Counts the histories that were replayed, for the report.</summary>
public sealed class ReplayLedger(string name)
{
    private int _histories;
    private int _turns;

    /// <summary>So many more histories and turns came out the same.</summary>
    public void Add(int histories, int turns)
    {
        Interlocked.Add(ref _histories, histories);
        Interlocked.Add(ref _turns, turns);
    }

    public Task WriteAsync() => Report.WriteAsync(
        $"replay-{name}",
        string.Create(
            CultureInfo.InvariantCulture,
            $"Replay ({name} tests): {_histories} stored histories with {_turns} turns were replayed on fresh workers, all the same."));
}
