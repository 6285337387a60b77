using Deis.Functions.Reference;

namespace Deis.Functions.Auth;

/// <summary>A new account.</summary>
/// <remarks>For the reference of the API; the function reads the fields one by one.</remarks>
/// <param name="Username">Its name: at most 150 letters, digits and <c>@ . + - _</c>.</param>
/// <param name="Password">At most 128 characters.</param>
/// <param name="Email">May be blank.</param>
/// <param name="FirstName">At most 30 characters.</param>
/// <param name="LastName">At most 30 characters.</param>
public sealed record RegisterRequest(string Username, string Password, string? Email, string? FirstName, string? LastName) : IExample<RegisterRequest>
{
    /// <inheritdoc/>
    public static RegisterRequest Example => new(Sample.User, "correct horse", "alice@example.com", null, null);
}
