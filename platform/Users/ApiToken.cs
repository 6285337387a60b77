namespace Deis.Platform.Users;

/// <summary>A token that its holder logs in with. Many per user; only the SHA-256 is stored.</summary>
public sealed class ApiToken
{
    /// <summary>Primary key.</summary>
    public Guid Id { get; init; }

    /// <summary>Whose token it is.</summary>
    public Guid UserId { get; init; }

    /// <summary>SHA-256 of the token text.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>When it was issued.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>When it was last used; exact to the minute.</summary>
    public DateTimeOffset? LastUsed { get; set; }
}
