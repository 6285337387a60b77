using System.Globalization;

namespace Deis.Orchestrations.Deploy;

/// <summary>Durations as people read them.</summary>
internal static class Elapsed
{
    /// <summary><c>4.2 s</c> below a minute, <c>3 m 05 s</c> above.</summary>
    public static string Text(TimeSpan elapsed) => elapsed < TimeSpan.FromMinutes(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{elapsed.TotalSeconds:0.0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)elapsed.TotalMinutes} m {elapsed.Seconds:00} s");
}
