using System.Collections.Concurrent;
using Deis.Router.AccessLog;

namespace Deis.Router.Tests.Support;

internal sealed class RecordedAccessLog : IAccessLog
{
    private readonly ConcurrentQueue<AccessLogEntry> _entries = new();

    public IReadOnlyCollection<AccessLogEntry> Entries => _entries;

    public void Write(in AccessLogEntry entry) => _entries.Enqueue(entry);

    /// <summary>The first entry; it comes a moment after the client has its answer.</summary>
    public async Task<AccessLogEntry> FirstAsync()
    {
        await Eventually.TrueAsync(() => !_entries.IsEmpty, "an access log entry");
        return _entries.First();
    }
}
