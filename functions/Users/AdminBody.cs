using Deis.Platform.Users;

namespace Deis.Functions.Users;

/// <summary>An administrator on the wire (docs/protocol/controller.md §10).</summary>
public sealed record AdminBody(string Username, bool IsSuperuser)
{
    /// <summary>The wire form of an administrator.</summary>
    public static AdminBody Of(User user) => new(user.Username, user.IsSuperuser);
}
