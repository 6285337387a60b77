using System.Text.RegularExpressions;
using Deis.Platform.Results;

namespace Deis.Platform.Apps;

/// <summary>The rule for app names (docs/protocol/controller.md §5.1).</summary>
public static partial class AppId
{
    /// <summary>Longest name: a DNS label.</summary>
    public const int MaxLength = 63;

    /// <summary>What is wrong with a name, or null.</summary>
    public static Error? Check(string id, IEnumerable<string> reserved)
    {
        if (FieldText.Check("id", id, MaxLength) is { } error)
        {
            return error;
        }
        if (!Pattern().IsMatch(id))
        {
            return Errors.InvalidId;
        }
        return reserved.Contains(id, StringComparer.Ordinal) ? Errors.Reserved(id) : null;
    }

    [GeneratedRegex(@"^[a-z]([a-z0-9-]*[a-z0-9])?\z")]
    private static partial Regex Pattern();
}
