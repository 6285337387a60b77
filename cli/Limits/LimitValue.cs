namespace Deis.Cli.Limits;

/// <summary>Reads limits as users write them: a number with or without a unit, or two with a slash between (request and limit).</summary>
internal static class LimitValue
{
    private const int LongestNumber = 5;

    /// <summary>Whether a text is a limit of memory (<c>512M</c>) or of the processor (<c>0.5</c>, <c>500m</c>).</summary>
    public static bool Fits(string text)
    {
        var parts = text.Split('/');
        return parts.Length is 1 or 2 && parts.All(IsAmount);
    }

    private static bool IsAmount(string text)
    {
        var number = text.TrimEnd([.. "bkmgBKMG"]);
        var unit = text[number.Length..];
        if (unit.Length > 2 || number.Length == 0)
            return false;
        if (number.All(char.IsAsciiDigit) && unit.Length > 0)
            return true;
        return unit is "" or "m" && number.Length <= LongestNumber && number.All(c => char.IsAsciiDigit(c) || c == '.') && number != ".";
    }
}
