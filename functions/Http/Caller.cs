using Deis.Platform.Users;

namespace Deis.Functions.Http;

/// <summary>Who calls; one per invocation, filled by the authentication middleware.</summary>
public sealed class Caller
{
    private User? _user;

    /// <summary>The user.</summary>
    /// <exception cref="InvalidOperationException">The function is not for users.</exception>
    public User User => _user ?? throw new InvalidOperationException("No user was authenticated for this function.");

    /// <summary>The user, or null when there is none.</summary>
    public User? UserOrNull => _user;

    /// <summary>True when the request carries a token, good or bad.</summary>
    public bool HasCredentials { get; private set; }

    internal void Set(User? user, bool hasCredentials)
    {
        _user = user;
        HasCredentials = hasCredentials;
    }
}
