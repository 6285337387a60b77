using Deis.Platform.Tokens;
using Deis.Platform.Users;

namespace Deis.Functions.Http;

/// <summary>Who calls; one per invocation, filled by the authentication middleware.</summary>
public sealed class Caller
{
    private Authenticated? _authenticated;

    /// <summary>The user.</summary>
    /// <exception cref="InvalidOperationException">The function is not for users.</exception>
    public User User => UserOrNull ?? throw new InvalidOperationException("No user was authenticated for this function.");

    /// <summary>The user, or null when there is none.</summary>
    public User? UserOrNull => _authenticated?.User;

    /// <summary>The token that he showed.</summary>
    /// <exception cref="InvalidOperationException">The function is not for users.</exception>
    public ApiToken Token => _authenticated?.Token ?? throw new InvalidOperationException("No user was authenticated for this function.");

    /// <summary>True when the request carries a token, good or bad.</summary>
    public bool HasCredentials { get; private set; }

    internal void Set(Authenticated? authenticated, bool hasCredentials)
    {
        _authenticated = authenticated;
        HasCredentials = hasCredentials;
    }
}
