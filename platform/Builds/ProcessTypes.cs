using System.Text.RegularExpressions;

namespace Deis.Platform.Builds;

/// <summary>The rule for names of process types (docs/protocol/controller.md §5.2).</summary>
public static partial class ProcessTypes
{
    /// <summary>Says what a name may hold.</summary>
    public const string Message = "Process types can only contain lowercase alphanumeric characters";

    /// <summary>True for <c>web</c>, <c>worker-2</c>; false for <c>Worker</c>, <c>worker_2</c>, <c>-worker</c>.</summary>
    public static bool IsValid(string type) => Pattern().IsMatch(type);

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex Pattern();
}
