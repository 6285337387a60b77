using Deis.Platform.Users;

namespace Deis.Platform.Tokens;

/// <summary>A token that its holder is known by. Many per user; only the SHA-256 is stored.</summary>
public sealed class ApiToken
{
    /// <summary>Primary key.</summary>
    public Guid Id { get; init; }

    /// <summary>Whose token it is.</summary>
    public Guid UserId { get; init; }

    /// <summary>SHA-256 of the token text.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>What it is for; empty for those of a login.</summary>
    public string Name { get; set; } = "";

    /// <summary>Name of its <see cref="TokenLevel"/>.</summary>
    public string Scope { get; set; } = TokenScope.Word(TokenLevel.Admin);

    /// <summary>The apps it is for; null for everything.</summary>
    public List<string>? Apps { get; set; }

    /// <summary>When it was issued.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>When it was last used; exact to the minute.</summary>
    public DateTimeOffset? LastUsed { get; set; }

    /// <summary>From when on it is no longer good; null for never.</summary>
    public DateTimeOffset? Expires { get; set; }

    /// <summary>What it may be used for; nothing more than reading when that cannot be told.</summary>
    public TokenScope Terms => new(TokenScope.LevelOf(Scope) ?? TokenLevel.Read, Apps);

    /// <summary>A fresh token of a user, for everything and for ever, and its text.</summary>
    public static (ApiToken Token, string Text) Create(User user, DateTimeOffset now)
    {
        var text = TokenText.Create();
        return (new ApiToken { Id = Guid.CreateVersion7(now), UserId = user.Id, Hash = TokenText.Hash(text), Created = now }, text);
    }
}
