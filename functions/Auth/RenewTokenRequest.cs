using Deis.Functions.Reference;

namespace Deis.Functions.Auth;

/// <summary>Whose tokens end.</summary>
/// <remarks>For the reference of the API; the function reads the fields one by one.</remarks>
/// <param name="Username">The account; missing: the own one. Others are for administrators.</param>
/// <param name="All">With any value: the tokens of the whole platform end. For administrators.</param>
public sealed record RenewTokenRequest(string? Username, bool? All) : IExample<RenewTokenRequest>
{
    /// <inheritdoc/>
    public static RenewTokenRequest Example => new(Sample.User, null);
}
