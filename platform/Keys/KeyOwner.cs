namespace Deis.Platform.Keys;

/// <summary>Who holds a key.</summary>
/// <param name="Username">The account.</param>
/// <param name="Apps">Ids of the apps it may use.</param>
public sealed record KeyOwner(string Username, IReadOnlyList<string> Apps);
