using Deis.Functions.Reference;

namespace Deis.Functions.Apps;

/// <summary>How many processes of each type are wanted.</summary>
/// <remarks>For the reference of the API; the function reads the fields one by one.</remarks>
public sealed class ScaleRequest : Dictionary<string, int>, IExample<ScaleRequest>
{
    /// <inheritdoc/>
    public static ScaleRequest Example => new() { ["web"] = 2 };
}
