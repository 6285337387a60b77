namespace Deis.Platform.Users;

/// <summary>A person or a machine account (docs/protocol/controller.md, "Users and tokens").</summary>
public sealed class User
{
    /// <summary>Primary key.</summary>
    public Guid Id { get; init; }

    /// <summary>Login name, unique, case-sensitive.</summary>
    public required string Username { get; init; }

    /// <summary>E-mail address; may be blank.</summary>
    public required string Email { get; set; }

    /// <summary>First name; may be blank.</summary>
    public string FirstName { get; set; } = "";

    /// <summary>Last name; may be blank.</summary>
    public string LastName { get; set; } = "";

    /// <summary>Encoded password hash with its parameters.</summary>
    public required string Password { get; set; }

    /// <summary>Administrator of the platform.</summary>
    public bool IsSuperuser { get; set; }

    /// <summary>Same as <see cref="IsSuperuser"/> for clients of the original.</summary>
    public bool IsStaff { get; set; }

    /// <summary>False locks the account.</summary>
    public bool IsActive { get; set; } = true;

    /// <summary>Last login.</summary>
    public DateTimeOffset? LastLogin { get; set; }

    /// <summary>Registration time.</summary>
    public DateTimeOffset DateJoined { get; init; }
}
