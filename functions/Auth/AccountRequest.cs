using Deis.Functions.Reference;

namespace Deis.Functions.Auth;

/// <summary>An account.</summary>
/// <remarks>For the reference of the API; the function reads the fields one by one.</remarks>
/// <param name="Username">Its name; missing: the own one. Others are for administrators.</param>
public sealed record AccountRequest(string? Username) : IExample<AccountRequest>
{
    /// <inheritdoc/>
    public static AccountRequest Example => new(Sample.User);
}
