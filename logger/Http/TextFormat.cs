using System.Buffers;
using System.Globalization;
using System.Text;
using Deis.Logger.Streams;

namespace Deis.Logger.Http;

/// <summary>One line of text per entry, as the original has it (docs/protocol/logger.md §3).</summary>
internal sealed class TextFormat : IEntryFormat
{
    public string ContentType => "text/plain; charset=utf-8";

    public void Write(LogEntry entry, StreamName stream, IBufferWriter<byte> output) =>
        Write(entry.Time, entry.Source.EndsWith(']') ? entry.Source : $"{stream}[{entry.Source}]", entry.Message, output);

    public void WriteGap(long count, long before, DateTimeOffset now, IBufferWriter<byte> output) =>
        Write(now, Gap.Source, Gap.Message(count), output);

    private static void Write(DateTimeOffset time, string source, string message, IBufferWriter<byte> output)
    {
        var utc = time.ToUniversalTime();
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{utc:yyyy-MM-ddTHH:mm:sszzz} {source}: {message}\n"), output);
    }
}
