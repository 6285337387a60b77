namespace Deis.Client.Tokens;

/// <summary>A token that was just made.</summary>
public sealed record CreatedToken
{
    /// <summary>Names it.</summary>
    public required string Id { get; init; }

    /// <summary>Its text; no other answer has it.</summary>
    public required string Token { get; init; }

    /// <summary>From when on it is no longer good, as the server writes it; null for never.</summary>
    public string? Expires { get; init; }
}
