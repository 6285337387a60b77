using Deis.Platform.Builds;

namespace Deis.Functions.Builds;

/// <summary>A build on the wire (docs/protocol/controller.md §10).</summary>
public sealed record BuildBody(
    string Owner,
    string App,
    string Image,
    string Sha,
    Dictionary<string, string> Procfile,
    string Dockerfile,
    DateTimeOffset Created,
    DateTimeOffset Updated,
    Guid Uuid)
{
    /// <summary>The wire form of a build.</summary>
    public static BuildBody Of(Build build, string app, string owner) =>
        new(owner, app, build.Image, build.Sha, build.Procfile, build.Dockerfile, build.Created, build.Updated, build.Uuid);
}
