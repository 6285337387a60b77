namespace Deis.Cli.Output;

/// <summary>Headings of listings.</summary>
internal static class Heading
{
    /// <summary><c>=== title</c>, with <c>(shown of all)</c> behind it when the listing is cut.</summary>
    public static string Of(string title, int shown, int all) =>
        shown == all ? $"=== {title}" : $"=== {title} ({shown} of {all})";
}
