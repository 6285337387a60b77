using Deis.Functions.Reference;

namespace Deis.Functions.Apps;

/// <summary>Who gets an app.</summary>
/// <remarks>For the reference of the API; the function reads the fields one by one.</remarks>
/// <param name="Owner">The new owner; missing: nothing changes.</param>
public sealed record TransferRequest(string? Owner) : IExample<TransferRequest>
{
    /// <inheritdoc/>
    public static TransferRequest Example => new(Sample.Friend);
}
