using System.Globalization;

namespace Deis.Logger.Streams;

/// <summary>The words for entries that a reader should have got and that are no longer kept.</summary>
internal static class Gap
{
    public const string Source = "deis[logger]";

    public static string Message(long count) => string.Create(CultureInfo.InvariantCulture, $"… {count} lines dropped");
}
