using Deis.Functions.Reference;

namespace Deis.Functions.QueuedBuilds;

/// <summary>A build to be queued: either an image or source.</summary>
/// <remarks>For the reference of the API; the function reads the fields one by one.</remarks>
/// <param name="Image">The slug or image.</param>
/// <param name="Source">Where the source is: the key of an upload, or an <c>https</c> URL.</param>
/// <param name="Sha">The commit; with source it is needed, 40 hex digits.</param>
/// <param name="Procfile">The command of each process type; not with source.</param>
public sealed record QueuedBuildRequest(string? Image, string? Source, string? Sha, Dictionary<string, string>? Procfile) : IExample<QueuedBuildRequest>
{
    /// <inheritdoc/>
    public static QueuedBuildRequest Example => new(Sample.Image, null, Sample.Sha, new() { ["web"] = "node server.js" });
}
