namespace Deis.Logger.Streams;

/// <content>How all streams together keep within their memory.</content>
internal sealed partial class LogStore
{
    private readonly Lock _trimming = new();

    private void Grow(long bytes)
    {
        if (Interlocked.Add(ref _bytes, bytes) > options.TotalBytes)
            Trim();
    }

    // Takes from the largest streams first, and some more than necessary so that it is not needed again at the next line.
    private void Trim()
    {
        lock (_trimming)
        {
            var goal = options.TotalBytes / 20 * 19;
            while (Bytes > goal)
            {
                var freed = 0L;
                foreach (var stream in _streams.Values.OrderByDescending(s => s.Bytes).ToList())
                {
                    var halved = stream.Halve();
                    freed += halved;
                    if (Interlocked.Add(ref _bytes, -halved) <= goal)
                        break;
                }

                if (freed == 0)
                    break;
            }
        }
    }
}
