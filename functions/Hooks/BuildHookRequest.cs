using Deis.Functions.Reference;

namespace Deis.Functions.Hooks;

/// <summary>A build that a builder made.</summary>
/// <remarks>For the reference of the API; the function reads the fields one by one.</remarks>
/// <param name="ReceiveUser">The account that pushed.</param>
/// <param name="ReceiveRepo">The app.</param>
/// <param name="Image">The slug or image.</param>
/// <param name="Sha">The commit, at most 40 characters.</param>
/// <param name="Procfile">The command of each process type.</param>
/// <param name="Dockerfile">Not empty when it was built from a Dockerfile.</param>
public sealed record BuildHookRequest(
    string ReceiveUser,
    string ReceiveRepo,
    string Image,
    string? Sha,
    Dictionary<string, string>? Procfile,
    string? Dockerfile) : IExample<BuildHookRequest>
{
    /// <inheritdoc/>
    public static BuildHookRequest Example => new(Sample.User, Sample.App, Sample.Image, Sample.Sha, new() { ["web"] = "node server.js" }, null);
}
