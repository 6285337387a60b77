namespace Deis.Client.Auth;

/// <summary>An account.</summary>
public sealed record User
{
    /// <summary>Number of the account; controllers do not send it, then it is 0.</summary>
    public int Id { get; init; }

    /// <summary>Login name.</summary>
    public required string Username { get; init; }

    /// <summary>E-mail address, may be empty.</summary>
    public string Email { get; init; } = "";

    /// <summary>First name, may be empty.</summary>
    public string FirstName { get; init; } = "";

    /// <summary>Last name, may be empty.</summary>
    public string LastName { get; init; } = "";

    /// <summary>Time of the last login as the server writes it, null if never.</summary>
    public string? LastLogin { get; init; }

    /// <summary>Whether the account administers the platform.</summary>
    public bool IsSuperuser { get; init; }

    /// <summary>Whether the account is staff.</summary>
    public bool IsStaff { get; init; }

    /// <summary>Whether the account may log in.</summary>
    public bool IsActive { get; init; }

    /// <summary>When the account was made, as the server writes it.</summary>
    public string DateJoined { get; init; } = "";
}
