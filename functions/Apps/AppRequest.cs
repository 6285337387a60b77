using Deis.Functions.Reference;

namespace Deis.Functions.Apps;

/// <summary>What an app is made of.</summary>
/// <remarks>For the reference of the API; the function reads the fields one by one.</remarks>
/// <param name="Id">Its name: small letters, digits and hyphens, at most 63, beginning with a letter. Missing: a random one.</param>
public sealed record AppRequest(string? Id) : IExample<AppRequest>
{
    /// <inheritdoc/>
    public static AppRequest Example => new(Sample.App);
}
