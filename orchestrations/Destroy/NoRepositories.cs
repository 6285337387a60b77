using Deis.Platform.Apps;

namespace Deis.Orchestrations.Destroy;

/// <summary>The repositories of a process that no SSH gateway belongs to, as it takes no pushes: none.</summary>
internal sealed class NoRepositories : ISourceRepositories
{
    /// <inheritdoc/>
    public Task RemoveAsync(string app, CancellationToken cancellationToken) => Task.CompletedTask;
}
