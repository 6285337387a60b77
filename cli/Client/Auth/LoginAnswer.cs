namespace Deis.Client.Auth;

internal sealed record LoginAnswer
{
    public required string Token { get; init; }
}
