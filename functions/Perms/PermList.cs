using Deis.Functions.Reference;

namespace Deis.Functions.Perms;

/// <summary>With whom an app is shared, on the wire.</summary>
/// <param name="Users">Names of accounts.</param>
public sealed record PermList(IReadOnlyList<string> Users) : IExample<PermList>
{
    /// <inheritdoc/>
    public static PermList Example => new([Sample.Friend]);
}
