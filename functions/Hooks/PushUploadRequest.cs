using Deis.Functions.Reference;

namespace Deis.Functions.Hooks;

/// <summary>A commit whose source is to be uploaded.</summary>
/// <remarks>For the reference of the API; the function reads the fields one by one.</remarks>
/// <param name="ReceiveUser">The account that pushes.</param>
/// <param name="ReceiveRepo">The app.</param>
/// <param name="Sha">The commit, 40 hex digits.</param>
public sealed record PushUploadRequest(string ReceiveUser, string ReceiveRepo, string Sha) : IExample<PushUploadRequest>
{
    /// <inheritdoc/>
    public static PushUploadRequest Example => new(Sample.User, Sample.App, Sample.Sha);
}
