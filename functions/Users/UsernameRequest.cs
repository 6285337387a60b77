using Deis.Functions.Reference;

namespace Deis.Functions.Users;

/// <summary>An account.</summary>
/// <remarks>For the reference of the API; the function reads the fields one by one.</remarks>
/// <param name="Username">Its name.</param>
public sealed record UsernameRequest(string Username) : IExample<UsernameRequest>
{
    /// <inheritdoc/>
    public static UsernameRequest Example => new(Sample.Friend);
}
