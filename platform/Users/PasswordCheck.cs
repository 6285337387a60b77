namespace Deis.Platform.Users;

/// <summary>What came out of comparing a password with its stored hash.</summary>
public enum PasswordCheck
{
    /// <summary>Another password.</summary>
    Wrong,

    /// <summary>The password.</summary>
    Right,

    /// <summary>The password, but the hash should be made anew with the present parameters.</summary>
    RightButOutdated,
}
