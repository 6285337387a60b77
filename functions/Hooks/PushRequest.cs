using Deis.Functions.Reference;

namespace Deis.Functions.Hooks;

/// <summary>A push whose source was uploaded.</summary>
/// <remarks>For the reference of the API; the function reads the fields one by one.</remarks>
/// <param name="Operation">Id of the operation: <c>push-</c> and 32 hex digits. The same one again is the same push.</param>
/// <param name="ReceiveUser">The account that pushes.</param>
/// <param name="ReceiveRepo">The app.</param>
/// <param name="Sha">The commit, 40 hex digits.</param>
/// <param name="Key">The key that the source was uploaded to.</param>
public sealed record PushRequest(string Operation, string ReceiveUser, string ReceiveRepo, string Sha, string Key) : IExample<PushRequest>
{
    /// <inheritdoc/>
    public static PushRequest Example => new(
        "push-5f0c9a8b7d6e4f3a2b1c0d9e8f7a6b5c", Sample.User, Sample.App, Sample.Sha, "home/shop:git-8b7d2c1f/tar");
}
