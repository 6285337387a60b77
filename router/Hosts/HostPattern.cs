using System.Diagnostics.CodeAnalysis;

namespace Deis.Router.Hosts;

/// <summary>A host name an app answers to, in the form the host table stores it (docs/protocol/router.md §2).</summary>
/// <param name="Kind">How it is compared.</param>
/// <param name="Name">The lower-case name without the wildcard label; empty for <see cref="HostPatternKind.Default"/>.</param>
internal readonly record struct HostPattern(HostPatternKind Kind, string Name)
{
    private const int MaxNameLength = 253;
    private const int MaxLabelLength = 63;

    /// <summary>The name as it is shown in the access log.</summary>
    public override string ToString() => Kind switch
    {
        HostPatternKind.Wildcard => "*." + Name,
        HostPatternKind.Default => "*",
        _ => Name,
    };

    /// <summary>Reads <c>myapp</c> (below the platform domain), <c>www.example.com</c>, <c>*.example.com</c> or <c>*</c>.</summary>
    /// <returns>Whether the text is a host name; if not, <paramref name="error"/> says why.</returns>
    public static bool TryParse(string text, string platformDomain, out HostPattern pattern, [NotNullWhen(false)] out string? error)
    {
        pattern = default;
        var name = text.Trim().ToLowerInvariant();
        if (name.EndsWith('.') && name != "*.")
            name = name[..^1];
        if (name == "*")
        {
            pattern = new HostPattern(HostPatternKind.Default, "");
            error = null;
            return true;
        }

        var wildcard = name.StartsWith("*.", StringComparison.Ordinal);
        if (wildcard)
            name = name[2..];
        else if (!name.Contains('.', StringComparison.Ordinal))
            name = $"{name}.{platformDomain}";

        error = Problem(name);
        if (error is not null)
            return false;
        pattern = new HostPattern(wildcard ? HostPatternKind.Wildcard : HostPatternKind.Exact, name);
        return true;
    }

    private static string? Problem(string name)
    {
        if (name.Length > MaxNameLength)
            return $"a host name has at most {MaxNameLength} characters";
        foreach (var label in name.Split('.'))
        {
            if (label.Length is 0 or > MaxLabelLength)
                return $"every part between dots needs 1 to {MaxLabelLength} characters";
            if (!label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
                return "only letters, digits, '-' and '_' are allowed between dots; write other scripts in their xn-- form";
        }

        return null;
    }
}
