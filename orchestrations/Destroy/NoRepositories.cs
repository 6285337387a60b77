using Deis.Platform.Apps;

namespace Deis.Orchestrations.Destroy;

/// <summary>Leaves repositories alone: those of a gateway in another process are that one's (docs/protocol/builder.md §6).</summary>
internal sealed class NoRepositories : ISourceRepositories
{
    /// <inheritdoc/>
    public Task RemoveAsync(string app, CancellationToken cancellationToken) => Task.CompletedTask;
}
