using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Deis.Logger.Streams;

namespace Deis.Logger.Http;

/// <summary>One JSON object per line (docs/protocol/logger.md §3).</summary>
internal sealed class NdjsonFormat : IEntryFormat
{
    public const string MediaType = "application/x-ndjson";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string ContentType => MediaType;

    public void Write(LogEntry entry, StreamName stream, IBufferWriter<byte> output) =>
        Write(entry.Seq, entry.Time, entry.Source, entry.Message, null, output);

    public void WriteGap(long count, long before, DateTimeOffset now, IBufferWriter<byte> output) =>
        Write(before, now, Gap.Source, Gap.Message(count), count, output);

    private static void Write(long seq, DateTimeOffset time, string source, string message, long? dropped, IBufferWriter<byte> output)
    {
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("seq", seq);
            json.WriteString("time", time.ToUniversalTime());
            json.WriteString("source", source);
            json.WriteString("message", message);
            if (dropped is { } count)
                json.WriteNumber("dropped", count);
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }
}
