using Deis.Functions.Reference;
using Deis.Platform.Releases;

namespace Deis.Functions.Releases;

/// <summary>A release on the wire (docs/protocol/controller.md §10).</summary>
/// <param name="Uuid">Names it for ever.</param>
/// <param name="App">The app.</param>
/// <param name="Owner">Who made it.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Updated">When it was last changed.</param>
/// <param name="Version">Its number.</param>
/// <param name="Summary">What is new in it.</param>
/// <param name="Failed">True when it did not come to run.</param>
/// <param name="Exception">Why it failed; null when it did not.</param>
/// <param name="Config">The configuration.</param>
/// <param name="Build">The build; null before the first one.</param>
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
    Guid? Build) : IExample<ReleaseBody>
{
    /// <inheritdoc/>
    public static ReleaseBody Example => new(
        Sample.Uuid, Sample.App, Sample.User, Sample.Moment, Sample.Moment, 3, "alice deployed 8b7d2c1", false, null, Sample.OtherUuid, Sample.Uuid);

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
