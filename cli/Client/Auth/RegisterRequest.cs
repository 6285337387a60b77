namespace Deis.Client.Auth;

internal sealed record RegisterRequest(string Username, string Password, string Email);
