using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Deis.Logger.Bench;

/// <summary>The logger in a process of its own, over its HTTP interface: every line is answered for.</summary>
internal static class LoggerCase
{
    private const string Listening = "Listening on ";

    /// <param name="lines">How many in all.</param>
    /// <param name="batch">Lines of a request.</param>
    /// <param name="syncMilliseconds">How often it flushes; null for memory only.</param>
    public static async Task<Measurement> RunAsync(int lines, int batch, int? syncMilliseconds)
    {
        // Not below /tmp, which may be memory.
        var folder = Directory.CreateDirectory($"/var/tmp/deis-logger-bench-{Guid.NewGuid():N}");
        var settings = new Dictionary<string, string> { ["DEIS_LOGGER_LISTEN"] = "127.0.0.1:0" };
        if (syncMilliseconds is { } every)
        {
            settings["DEIS_LOGGER_FOLDER"] = folder.FullName;
            settings["DEIS_LOGGER_SYNC_MILLISECONDS"] = every.ToString(CultureInfo.InvariantCulture);
        }

        try
        {
            using var receiver = new Receiver(Path.Combine(AppContext.BaseDirectory, "Deis.Logger"), [], settings);
            using var client = new HttpClient { BaseAddress = new Uri("http://" + await AddressAsync(receiver)) };
            // Compiled code, as in a logger that has been running for a while.
            await SendAsync(client, Math.Min(lines, 200_000), batch);
            receiver.Begin();
            await SendAsync(client, lines, batch);
            var measured = receiver.End(lines);
            await CheckAsync(client, lines + Math.Min(lines, 200_000));
            return measured;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task SendAsync(HttpClient client, int lines, int batch)
    {
        var body = Encoding.UTF8.GetBytes(string.Concat(
            Enumerable.Range(0, batch).Select(i => JsonSerializer.Serialize(new { source = "web.v2.nzf60", message = Load.Message(i) }) + "\n")));
        return Load.SendAsync(async sender =>
        {
            for (var sent = 0; sent < lines / Load.Senders; sent += batch)
            {
                using var content = new ByteArrayContent(body);
                using var response = await client.PostAsync(new Uri($"/logs/app{sender}", UriKind.Relative), content);
                if (response.StatusCode != HttpStatusCode.NoContent)
                    throw new InvalidOperationException($"The logger answered {response.StatusCode}.");
            }
        });
    }

    private static async Task CheckAsync(HttpClient client, int lines)
    {
        using var stats = JsonDocument.Parse(await client.GetStringAsync(new Uri("/stats", UriKind.Relative)));
        if (stats.RootElement.GetProperty("received").GetInt64() is var received && received < lines)
            throw new InvalidOperationException($"The logger has {received} of {lines} lines.");
    }

    private static async Task<string> AddressAsync(Receiver receiver)
    {
        while (await receiver.Errors.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(Listening, StringComparison.Ordinal))
                return line[Listening.Length..];
        }

        throw new InvalidOperationException("The logger did not start.");
    }
}
