using System.Collections.Concurrent;
using Deis.Platform.Runtime;

namespace Deis.Orchestrations.Tests.Support;

/// <summary>What others do to the apps of a <see cref="ScriptedRuntime"/>, and what the runtime tells of it.</summary>
public sealed class SharedScript : ISharedRuntime
{
    private readonly ConcurrentQueue<string> _changed = new();
    private readonly ConcurrentDictionary<string, string> _drift = new();

    /// <summary>Something of an app is not as it shall be, until <see cref="Mend"/>.</summary>
    public void Break(string app, string drift)
    {
        _drift[app] = drift;
        _changed.Enqueue(app);
    }

    /// <summary>All is as it shall be again.</summary>
    public void Mend(string app) => _drift.TryRemove(app, out _);

    public IReadOnlyCollection<string> TakeChanged()
    {
        HashSet<string> taken = [];
        while (_changed.TryDequeue(out var app))
        {
            taken.Add(app);
        }

        return taken;
    }

    public Task<string?> FindDriftAsync(AppBlueprint wanted, CancellationToken cancellationToken) => Task.FromResult(_drift.GetValueOrDefault(wanted.Routing.App));
}
