using System.Globalization;

namespace Deis.SlugTools;

/// <summary>Sizes as <c>du -h</c> prints them: powers of 1024, one decimal below ten, rounded up.</summary>
internal static class FileSize
{
    private const string Units = "KMGTP";

    /// <summary>For example <c>1.7M</c>, <c>12K</c>, <c>0</c>.</summary>
    public static string Format(long bytes)
    {
        if (bytes == 0)
            return "0";

        var size = bytes / 1024m;
        var unit = 0;
        while (Rounded(size) >= 1024 && unit < Units.Length - 1)
        {
            size /= 1024;
            unit++;
        }
        var rounded = Rounded(size);
        return rounded.ToString(rounded < 10 ? "0.0" : "0", CultureInfo.InvariantCulture) + Units[unit];
    }

    private static decimal Rounded(decimal size)
    {
        var tenth = Math.Ceiling(size * 10) / 10;
        return tenth < 10 ? tenth : Math.Ceiling(size);
    }
}
