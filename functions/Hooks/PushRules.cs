using System.Text.RegularExpressions;
using Deis.Orchestrations.Builds;
using Deis.Platform.Results;

namespace Deis.Functions.Hooks;

/// <summary>The forms of what a push is told by.</summary>
internal static partial class PushRules
{
    /// <summary>The failure when <paramref name="sha"/> is not a commit.</summary>
    public static Error? CheckSha(string? sha) =>
        FieldText.Check("sha", sha) ?? (Sha().IsMatch(sha!) ? null : Error.ForField("sha", "A commit is 40 hexadecimal digits in lower case."));

    /// <summary>The failure when <paramref name="operation"/> is not an id that the gateway may choose.</summary>
    public static Error? CheckOperation(string? operation) =>
        FieldText.Check("operation", operation) ?? (Operation().IsMatch(operation!) ? null : Error.ForField("operation", "An operation is push- and 32 hexadecimal digits in lower case."));

    /// <summary>The failure when <paramref name="key"/> is not the key that the upload was allowed for.</summary>
    public static Error? CheckKey(string? key, string app, string sha) =>
        FieldText.Check("key", key) ?? (key == SlugKeys.Source(app, sha) ? null : Error.ForField("key", "The key is not that of this commit's upload."));

    [GeneratedRegex(@"^[0-9a-f]{40}\z")]
    private static partial Regex Sha();

    [GeneratedRegex(@"^push-[0-9a-f]{32}\z")]
    private static partial Regex Operation();
}
