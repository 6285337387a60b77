using Microsoft.Extensions.Options;

namespace Deis.Functions.Abuse;

/// <summary>Bounds how many requests of a user last at once: those that wait for a change of an app, follow a log, run a command. Their places are many but
/// bounded, and nobody shall have all of them. Thread safe.</summary>
public sealed class LastingRequests(IOptions<AbuseOptions> options)
{
    private readonly int _most = options.Value.LastingRequestsAtOnce;
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, int> _open = [];

    /// <summary>Begins a request; the caller disposes what it gets when the request has ended. Null when the user has too many.</summary>
    public IDisposable? Begin(Guid user)
    {
        lock (_gate)
        {
            var open = _open.GetValueOrDefault(user);
            if (_most > 0 && open >= _most)
            {
                return null;
            }
            _open[user] = open + 1;
            return new Place(this, user);
        }
    }

    private void End(Guid user)
    {
        lock (_gate)
        {
            if (--_open[user] == 0)
            {
                _open.Remove(user);
            }
        }
    }

    private sealed class Place(LastingRequests requests, Guid user) : IDisposable
    {
        private int _ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0)
            {
                requests.End(user);
            }
        }
    }
}
