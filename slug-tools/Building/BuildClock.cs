using System.Globalization;

namespace Deis.SlugTools.Building;

/// <summary>Where the time of a build went.</summary>
internal sealed class BuildClock(TimeProvider time)
{
    private readonly List<string> _laps = [];
    private readonly long _start = time.GetTimestamp();
    private long _lap = time.GetTimestamp();

    /// <summary>Ends a phase.</summary>
    public void Lap(string phase)
    {
        _laps.Add($"{phase} {Seconds(time.GetElapsedTime(_lap))}");
        _lap = time.GetTimestamp();
    }

    /// <summary>For example <c>4.1s (fetch 0.2s, compile 3.1s, slug 0.8s)</c>.</summary>
    public string Summary() => $"{Seconds(time.GetElapsedTime(_start))} ({string.Join(", ", _laps)})";

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + "s";
}
