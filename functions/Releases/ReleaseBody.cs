using Deis.Platform.Releases;

namespace Deis.Functions.Releases;

/// <summary>A release on the wire (docs/protocol/controller.md §10).</summary>
public sealed record ReleaseBody(
    Guid Uuid,
    string App,
    string Owner,
    DateTimeOffset Created,
    DateTimeOffset Updated,
    int Version,
    string Summary,
    bool Failed,
    string? Exception,
    Guid Config,
    Guid? Build)
{
    /// <summary>The wire form of a release.</summary>
    public static ReleaseBody Of(Release release, string app) => new(
        release.Uuid,
        app,
        release.Owner!.Username,
        release.Created,
        release.Updated,
        release.Version,
        release.Summary,
        release.Failed,
        release.Exception,
        release.ConfigId,
        release.BuildId);
}
