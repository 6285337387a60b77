using DurableTask.Postgres.Signals;
using Microsoft.Extensions.Options;

namespace DurableTask.Postgres.Testing.Store;

/// <summary>Tells all hosts that share the memory, at once.</summary>
internal sealed class MemoryNotices : IHubNotifier, IHubListener, IDisposable
{
    private readonly MemoryDatabase _database;
    private readonly HubTables _hub;
    private readonly HubSignals _own;

    public MemoryNotices(MemoryDatabase database, IOptions<DurableTaskPostgresOptions> options, HubSignals own)
    {
        _database = database;
        _own = own;
        _hub = database.Hub(options.Value.HubName);
        lock (database.Gate)
        {
            _hub.Listeners.Add(own);
        }
    }

    public bool IsUp => true;

    public void Start()
    {
        // It has listened since it was made.
    }

    public void Work() => _hub.Wake();

    public void InstanceChanged(string instanceId)
    {
        HubSignals[] listeners;
        lock (_database.Gate)
        {
            listeners = [.. _hub.Listeners];
        }

        foreach (var signals in listeners)
        {
            signals.InstanceChanged(instanceId);
        }
    }

    public void Dispose()
    {
        lock (_database.Gate)
        {
            _hub.Listeners.Remove(_own);
        }
    }
}
