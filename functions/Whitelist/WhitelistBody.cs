namespace Deis.Functions.Whitelist;

/// <summary>Who may reach an app, on the wire.</summary>
/// <param name="Addresses">Addresses and networks; none means everybody.</param>
public sealed record WhitelistBody(IReadOnlyList<string> Addresses);
