using System.IO.Pipelines;
using Deis.Logger.Streams;

namespace Deis.Logger.Http;

/// <summary>Sends slices of a stream to one reader.</summary>
internal sealed class EntryWriter(PipeWriter output, IEntryFormat format, LogStream stream, TimeProvider time)
{
    public void Write(LogSlice slice)
    {
        if (slice.Missing > 0)
        {
            var before = slice.Entries.Count > 0 ? slice.Entries[0].Seq - 1 : slice.Position;
            format.WriteGap(slice.Missing, before, time.GetUtcNow(), output);
        }

        foreach (var entry in slice.Entries)
            format.Write(entry, stream.Name, output);
    }

    /// <summary>Waits until the reader has room for more.</summary>
    public async Task FlushAsync(CancellationToken cancellation) => await output.FlushAsync(cancellation);
}
