using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Deis.Platform.Runtime;

/// <summary>The last event of every object, and the watcher that is told of new ones (<see cref="IAppRuntime.WatchAsync"/>). Thread safe.</summary>
internal sealed class RuntimeEventFeed
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, RuntimeEvent> _last = [];
    private Channel<RuntimeEvent>? _watcher;

    /// <summary>Tells an event; it takes the place of the object's former one.</summary>
    public void Publish(string key, RuntimeEvent told)
    {
        lock (_lock)
        {
            _last[key] = told;
            _watcher?.Writer.TryWrite(told);
        }
    }

    /// <summary>The object's last event, or null.</summary>
    public RuntimeEvent? Find(string key)
    {
        lock (_lock)
            return _last.GetValueOrDefault(key);
    }

    /// <summary>Forgets the event of an object that is gone.</summary>
    public void Forget(string key)
    {
        lock (_lock)
            _last.Remove(key);
    }

    /// <summary>All last events, then new ones. A newer watcher ends an older one.</summary>
    public async IAsyncEnumerable<RuntimeEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateUnbounded<RuntimeEvent>(new UnboundedChannelOptions { SingleReader = true });
        lock (_lock)
        {
            foreach (var told in _last.Values)
                channel.Writer.TryWrite(told);
            _watcher?.Writer.TryComplete();
            _watcher = channel;
        }
        await foreach (var told in channel.Reader.ReadAllAsync(cancellationToken))
            yield return told;
    }
}
