namespace Deis.Client.Auth;

internal sealed record LoginRequest(string Username, string Password);
