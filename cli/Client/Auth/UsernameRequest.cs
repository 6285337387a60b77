namespace Deis.Client.Auth;

/// <summary>Names an account.</summary>
internal sealed record UsernameRequest(string Username);
