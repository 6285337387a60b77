using Deis.Functions.Reference;

namespace Deis.Functions.Auth;

/// <summary>Who logs in.</summary>
/// <remarks>For the reference of the API; the function reads the fields one by one.</remarks>
/// <param name="Username">The name of the account.</param>
/// <param name="Password">Its password.</param>
public sealed record LoginRequest(string Username, string Password) : IExample<LoginRequest>
{
    /// <inheritdoc/>
    public static LoginRequest Example => new(Sample.User, "correct horse");
}
