using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Deis.Cli.Terminal;
using Deis.Client;

namespace Deis.Cli.Output;

/// <summary>
/// What a command found, for scripts: the answer to <c>--json</c>, without which nothing is written here. How to write it is asked for by a function,
/// since JSON costs start-up time that most commands can do without.
/// </summary>
internal static class JsonOutput
{
    /// <summary>Writes a value.</summary>
    public static void Write<T>(CliTerminal terminal, T value, Func<JsonTypeInfo<T>> type) =>
        Write(terminal, value, type, indented: true);

    /// <summary>Writes a value on one line, for outputs of many.</summary>
    public static void WriteLine<T>(CliTerminal terminal, T value, Func<JsonTypeInfo<T>> type) =>
        Write(terminal, value, type, indented: false);

    /// <summary>Writes a listing as an array; standard error says so when it is cut.</summary>
    public static void Write<T>(CliTerminal terminal, Page<T> page, Func<JsonTypeInfo<IReadOnlyList<T>>> type)
    {
        Write(terminal, page.Results, type);
        if (terminal.JsonOnly && page.Results.Count < page.Count)
            terminal.WriteErrorLine($"These are {page.Results.Count} of {page.Count}. For all of them use --limit={page.Count}.");
    }

    private static void Write<T>(CliTerminal terminal, T value, Func<JsonTypeInfo<T>> type, bool indented)
    {
        if (!terminal.JsonOnly)
            return;
        var layout = new JsonWriterOptions { Indented = indented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, layout))
            JsonSerializer.Serialize(writer, value, type());
        terminal.WriteData(Encoding.UTF8.GetString(bytes.WrittenSpan) + "\n");
    }
}
