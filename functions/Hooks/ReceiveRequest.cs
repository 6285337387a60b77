using Deis.Functions.Reference;

namespace Deis.Functions.Hooks;

/// <summary>For whom and to which app a builder speaks.</summary>
/// <remarks>For the reference of the API; the function reads the fields one by one.</remarks>
/// <param name="ReceiveUser">The account.</param>
/// <param name="ReceiveRepo">The app.</param>
public sealed record ReceiveRequest(string ReceiveUser, string ReceiveRepo) : IExample<ReceiveRequest>
{
    /// <inheritdoc/>
    public static ReceiveRequest Example => new(Sample.User, Sample.App);
}
