using Deis.Functions.Reference;
using Deis.Platform.Users;

namespace Deis.Functions.Auth;

/// <summary>An account on the wire (docs/protocol/controller.md §10).</summary>
/// <param name="Email">The e-mail address; may be blank.</param>
/// <param name="Username">The name of the account.</param>
/// <param name="FirstName">May be blank.</param>
/// <param name="LastName">May be blank.</param>
/// <param name="IsSuperuser">True for administrators of the platform.</param>
/// <param name="IsStaff">The same.</param>
/// <param name="Groups">Always empty.</param>
/// <param name="UserPermissions">Always empty.</param>
/// <param name="LastLogin">When it last logged in; null for never.</param>
/// <param name="DateJoined">When it was made.</param>
/// <param name="IsActive">False for a locked account.</param>
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
    bool IsActive) : IExample<UserBody>
{
    /// <inheritdoc/>
    public static UserBody Example => new(
        "alice@example.com", Sample.User, "Alice", "", false, false, [], [], Sample.Moment, Sample.Moment, true);

    /// <summary>The wire form of an account; groups and permissions are always empty.</summary>
    public static UserBody Of(User user) => new(
        user.Email, user.Username, user.FirstName, user.LastName, user.IsSuperuser, user.IsStaff, [], [], user.LastLogin, user.DateJoined, user.IsActive);
}
