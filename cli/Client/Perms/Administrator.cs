namespace Deis.Client.Perms;

/// <summary>Who administers the platform.</summary>
/// <param name="Username">Name of the account.</param>
public sealed record Administrator(string Username);
