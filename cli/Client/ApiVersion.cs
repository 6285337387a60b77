using System.Globalization;

namespace Deis.Client;

/// <summary>The API version of this client and the rule for what it can talk to (docs/protocol/cli.md §3).</summary>
public static class ApiVersion
{
    /// <summary>The API version that this client speaks.</summary>
    public const string Client = "2.3";

    /// <summary>The response header that carries the server's API version.</summary>
    public const string Header = "DEIS_API_VERSION";

    private const int Major = 2;
    private const int Minor = 3;

    /// <summary>Whether a server of this version understands this client: same major, at least our minor.</summary>
    /// <param name="server">Value of <see cref="Header"/>, <c>major.minor</c>.</param>
    public static bool IsCompatible(string server)
    {
        var dot = server.IndexOf('.', StringComparison.Ordinal);
        return dot > 0
            && TryParse(server.AsSpan(0, dot), out var major)
            && TryParse(server.AsSpan(dot + 1), out var minor)
            && major == Major
            && minor >= Minor;
    }

    private static bool TryParse(ReadOnlySpan<char> text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
