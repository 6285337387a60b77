using System.Collections.Concurrent;
using Deis.Platform.Apps;

namespace Deis.Orchestrations.Tests.Support;

/// <summary>Remembers whose repository was removed.</summary>
public sealed class RecordedRepositories : ISourceRepositories
{
    public ConcurrentQueue<string> Removed { get; } = new();

    public Task RemoveAsync(string app, CancellationToken cancellationToken)
    {
        Removed.Enqueue(app);
        return Task.CompletedTask;
    }
}
