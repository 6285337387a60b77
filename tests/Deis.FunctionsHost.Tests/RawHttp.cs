using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Deis.FunctionsHost.Tests;

/// <summary>Sends a request as it is written, on a connection of its own.</summary>
internal static class RawHttp
{
    public static async Task<(int Status, string Headers, string Body)> SendAsync(TestHost host, string requestLine)
    {
        using var client = await ConnectAsync(host);
        await WriteAsync(client, $"{requestLine}\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        return Parse(await reader.ReadToEndAsync(CancellationToken.None));
    }

    public static async Task<TcpClient> ConnectAsync(TestHost host)
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", host.Client.BaseAddress!.Port, CancellationToken.None);
        return client;
    }

    public static Task WriteAsync(TcpClient client, string text) =>
        client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), CancellationToken.None).AsTask();

    public static (int Status, string Headers, string Body) Parse(string response)
    {
        var end = response.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        end.ShouldBeGreaterThan(0, response);
        var headers = response[..end];
        var body = response[(end + 4)..];
        return (int.Parse(headers.Split(' ')[1], CultureInfo.InvariantCulture), headers, Dechunk(headers, body));
    }

    private static string Dechunk(string headers, string body)
    {
        if (!headers.Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase))
            return body;

        var text = new StringBuilder();
        var lines = new StringReader(body);
        for (var size = Size(lines.ReadLine()); size > 0; size = Size(lines.ReadLine()))
        {
            var chunk = new char[size];
            lines.ReadBlock(chunk);
            text.Append(chunk);
            lines.ReadLine();
        }

        return text.ToString();
    }

    private static int Size(string? line) => int.Parse(line ?? "0", NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
