using Deis.Functions.Reference;
using Deis.Platform.Builds;

namespace Deis.Functions.Builds;

/// <summary>A build on the wire (docs/protocol/controller.md §10).</summary>
/// <param name="Owner">Who posted or pushed it.</param>
/// <param name="App">The app.</param>
/// <param name="Image">The slug or image.</param>
/// <param name="Sha">The commit; empty when there is none.</param>
/// <param name="Procfile">The command of each process type.</param>
/// <param name="Dockerfile">Not empty when it was built from a Dockerfile.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Updated">When it was last changed.</param>
/// <param name="Uuid">Names it.</param>
public sealed record BuildBody(
    string Owner,
    string App,
    string Image,
    string Sha,
    Dictionary<string, string> Procfile,
    string Dockerfile,
    DateTimeOffset Created,
    DateTimeOffset Updated,
    Guid Uuid) : IExample<BuildBody>
{
    /// <inheritdoc/>
    public static BuildBody Example => new(
        Sample.User, Sample.App, Sample.Image, Sample.Sha, new() { ["web"] = "node server.js" }, "", Sample.Moment, Sample.Moment, Sample.Uuid);

    /// <summary>The wire form of a build.</summary>
    public static BuildBody Of(Build build, string app, string owner) =>
        new(owner, app, build.Image, build.Sha, build.Procfile, build.Dockerfile, build.Created, build.Updated, build.Uuid);
}
