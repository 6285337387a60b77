namespace Deis.Client.Transport;

/// <summary>Builds request paths from values that users choose.</summary>
internal static class ApiPath
{
    /// <summary>One path segment: everything that could end or change the path is percent-encoded.</summary>
    public static string Segment(string value) => Uri.EscapeDataString(value)
        .Replace("%40", "@", StringComparison.Ordinal)
        .Replace("%2B", "+", StringComparison.Ordinal)
        .Replace("%3A", ":", StringComparison.Ordinal);

    /// <summary>The rest of a path: slashes in the value stay slashes, as in SSH key ids.</summary>
    public static string Tail(string value) => Segment(value).Replace("%2F", "/", StringComparison.Ordinal);

    /// <summary>Path below an app.</summary>
    public static string App(string app, string rest = "") => $"/v2/apps/{Segment(app)}/{rest}";
}
