using Deis.Functions.Reference;
using Deis.Platform.Users;

namespace Deis.Functions.Users;

/// <summary>An administrator on the wire (docs/protocol/controller.md §10).</summary>
/// <param name="Username">The name of the account.</param>
/// <param name="IsSuperuser">Always true.</param>
public sealed record AdminBody(string Username, bool IsSuperuser) : IExample<AdminBody>
{
    /// <inheritdoc/>
    public static AdminBody Example => new(Sample.User, true);

    /// <summary>The wire form of an administrator.</summary>
    public static AdminBody Of(User user) => new(user.Username, user.IsSuperuser);
}
