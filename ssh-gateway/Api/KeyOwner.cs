namespace Deis.SshGateway.Api;

/// <summary>Who a public key belongs to.</summary>
/// <param name="Username">The user.</param>
/// <param name="Apps">Names of the apps the user may push and clone.</param>
internal sealed record KeyOwner(string Username, IReadOnlyList<string> Apps);
