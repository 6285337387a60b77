using Deis.Functions.Reference;

namespace Deis.Functions.Whitelist;

/// <summary>Who may reach an app, on the wire.</summary>
/// <param name="Addresses">Addresses and networks; none means everybody.</param>
public sealed record WhitelistBody(IReadOnlyList<string> Addresses) : IExample<WhitelistBody>
{
    /// <inheritdoc/>
    public static WhitelistBody Example => new(["203.0.113.7", "198.51.100.0/24"]);
}
