using Deis.Functions.Reference;

namespace Deis.Functions.Auth;

/// <summary>Says that something was done.</summary>
/// <param name="Status">What.</param>
public sealed record StatusBody(string Status) : IExample<StatusBody>
{
    /// <inheritdoc/>
    public static StatusBody Example => new("password set");
}
