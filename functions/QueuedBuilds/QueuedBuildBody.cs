using Deis.Functions.Reference;
using Deis.Platform.Builds;

namespace Deis.Functions.QueuedBuilds;

/// <summary>A queued build on the wire (docs/protocol/functions.md §8).</summary>
/// <param name="Id">Id of the queue message.</param>
/// <param name="State"><c>queued</c>, <c>started</c> or <c>refused</c>.</param>
/// <param name="Operation">The operation that it starts; it can be asked for when the state is <c>started</c>.</param>
/// <param name="Reason">Why it was refused.</param>
/// <param name="Created">When it was first seen.</param>
/// <param name="Updated">When its state last changed.</param>
public sealed record QueuedBuildBody(string Id, string State, string Operation, string? Reason, DateTimeOffset Created, DateTimeOffset Updated) : IExample<QueuedBuildBody>
{
    /// <inheritdoc/>
    public static QueuedBuildBody Example => new(
        Sample.Uuid.ToString(), "started", "queue-b1f0c2d34e5f4a6b8c7d9e0f1a2b3c4d", null, Sample.Moment, Sample.Later);

    /// <summary>The wire form.</summary>
    public static QueuedBuildBody Of(QueuedBuild build) =>
        new(build.Id, build.State, BuildQueue.OperationOf(build.Id), build.Reason, build.Created, build.Updated);
}
