using Deis.Platform.Apps;

namespace Deis.Orchestrations.Destroy;

/// <summary>Leaves repositories alone, where nobody has said which gateway keeps them.</summary>
internal sealed class NoRepositories : ISourceRepositories
{
    /// <inheritdoc/>
    public Task RemoveAsync(string app, CancellationToken cancellationToken) => Task.CompletedTask;
}
