namespace Deis.Client.Whitelist;

/// <summary>Who may reach an app.</summary>
/// <param name="Addresses">Addresses and networks; none means everybody.</param>
public sealed record AllowList(IReadOnlyList<string>? Addresses);
