using Deis.Functions.Reference;

namespace Deis.Functions.Builds;

/// <summary>A ready build.</summary>
/// <remarks>For the reference of the API; the function reads the fields one by one.</remarks>
/// <param name="Image">The slug or image.</param>
/// <param name="Sha">The commit, at most 40 characters.</param>
/// <param name="Procfile">The command of each process type.</param>
/// <param name="Dockerfile">Not empty when it was built from a Dockerfile.</param>
public sealed record BuildRequest(string Image, string? Sha, Dictionary<string, string>? Procfile, string? Dockerfile) : IExample<BuildRequest>
{
    /// <inheritdoc/>
    public static BuildRequest Example => new(Sample.Image, Sample.Sha, new() { ["web"] = "node server.js" }, null);
}
