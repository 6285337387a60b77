namespace Deis.Client.Tokens;

/// <summary>A token of an account.</summary>
public sealed record Token
{
    /// <summary>Names it.</summary>
    public required string Id { get; init; }

    /// <summary>What it is for; empty for those of a login.</summary>
    public string Name { get; init; } = "";

    /// <summary><c>read</c>, <c>deploy</c> or <c>admin</c>.</summary>
    public required string Scope { get; init; }

    /// <summary>The apps it is for; null for everything.</summary>
    public IReadOnlyList<string>? Apps { get; init; }

    /// <summary>When it was issued, as the server writes it.</summary>
    public string Created { get; init; } = "";

    /// <summary>From when on it is no longer good, as the server writes it; null for never.</summary>
    public string? Expires { get; init; }

    /// <summary>When it was last used, as the server writes it; null for never.</summary>
    public string? LastUsed { get; init; }

    /// <summary>Whether it is the one that the client shows.</summary>
    public bool Current { get; init; }
}
