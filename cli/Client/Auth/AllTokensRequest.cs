namespace Deis.Client.Auth;

/// <summary>Means the tokens of everybody.</summary>
internal sealed record AllTokensRequest(bool All);
