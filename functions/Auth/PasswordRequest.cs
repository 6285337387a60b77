using Deis.Functions.Reference;

namespace Deis.Functions.Auth;

/// <summary>A new password.</summary>
/// <remarks>For the reference of the API; the function reads the fields one by one.</remarks>
/// <param name="NewPassword">At most 128 characters.</param>
/// <param name="Password">The present one; administrators need not know it.</param>
/// <param name="Username">The account; missing: the own one. Others are for administrators.</param>
public sealed record PasswordRequest(string NewPassword, string? Password, string? Username) : IExample<PasswordRequest>
{
    /// <inheritdoc/>
    public static PasswordRequest Example => new("battery staple", "correct horse", null);
}
