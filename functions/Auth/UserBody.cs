using Deis.Platform.Users;

namespace Deis.Functions.Auth;

/// <summary>An account on the wire (docs/protocol/controller.md §10).</summary>
public sealed record UserBody(
    string Email,
    string Username,
    string FirstName,
    string LastName,
    bool IsSuperuser,
    bool IsStaff,
    IReadOnlyList<string> Groups,
    IReadOnlyList<string> UserPermissions,
    DateTimeOffset? LastLogin,
    DateTimeOffset DateJoined,
    bool IsActive)
{
    /// <summary>The wire form of an account; groups and permissions are always empty.</summary>
    public static UserBody Of(User user) => new(
        user.Email, user.Username, user.FirstName, user.LastName, user.IsSuperuser, user.IsStaff, [], [], user.LastLogin, user.DateJoined, user.IsActive);
}
