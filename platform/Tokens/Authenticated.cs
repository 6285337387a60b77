using Deis.Platform.Users;

namespace Deis.Platform.Tokens;

/// <summary>Whose token it is, and what for.</summary>
/// <param name="User">The account.</param>
/// <param name="Token">The token.</param>
public sealed record Authenticated(User User, ApiToken Token)
{
    /// <summary>What it may be used for.</summary>
    public TokenScope Scope => Token.Terms;
}
