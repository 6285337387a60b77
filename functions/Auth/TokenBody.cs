using Deis.Functions.Reference;

namespace Deis.Functions.Auth;

/// <summary>A token.</summary>
/// <param name="Token">40 hex digits.</param>
public sealed record TokenBody(string Token) : IExample<TokenBody>
{
    /// <inheritdoc/>
    public static TokenBody Example => new(Sample.Token);
}
