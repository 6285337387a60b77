using System.Globalization;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Deis.Acceptance.Driving;

namespace Deis.Acceptance.Deploys.Traffic;

/// <summary>
/// Requests to the sample <c>long-requests</c> that are under way while something is done to the app: a WebSocket, a streamed download, a slow upload. The last
/// two go on for a time after the change, so that the process they began with has long been replaced.
/// </summary>
internal sealed class LongRequests(Platform platform, string app, bool socketsMove)
{
    private const int DownloadSeconds = 6;
    private const int DownloadBytes = DownloadSeconds * 10 * 4096;
    private const int UploadBlocks = 60;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Does something while the three are under way; returns how they fared.</summary>
    public async Task<TrafficCount> DuringAsync(Func<Task> change)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var client = new HttpClient { Timeout = Limit };
        var download = CountAsync("download", DownloadAsync(client, limit.Token));
        var upload = CountAsync("upload", UploadAsync(client, limit.Token));
        using var done = new CancellationTokenSource();
        var socket = EchoAsync(done.Token, limit.Token);
        await change();
        var transfers = await download + await upload;
        await done.CancelAsync();
        return transfers + await socket;
    }

    private static async Task<TrafficCount> CountAsync(string what, Task<string> transfer)
    {
        try
        {
            var wrong = await transfer;
            return new TrafficCount(1, wrong.Length == 0 ? 0 : 1, wrong);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException)
        {
            return new TrafficCount(1, 1, $"{what}: {error.Message}\n");
        }
    }

    private async Task<string> DownloadAsync(HttpClient client, CancellationToken deadline)
    {
        using var request = Request(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"/download?seconds={DownloadSeconds}"));
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline);
        var bytes = await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(deadline);
        return bytes.Length == DownloadBytes && Array.TrueForAll(bytes, value => value == 'x') ? "" : $"download: {bytes.Length} bytes\n";
    }

    private async Task<string> UploadAsync(HttpClient client, CancellationToken deadline)
    {
        var block = RandomNumberGenerator.GetBytes(4096);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var request = Request(HttpMethod.Post, "/upload");
        request.Content = new SlowContent(async (stream, cancellation) =>
        {
            for (var number = 0; number < UploadBlocks; number++)
            {
                hash.AppendData(block);
                await stream.WriteAsync(block, cancellation);
                await stream.FlushAsync(cancellation);
                await Task.Delay(Pause, TimeProvider.System, cancellation);
            }
        });
        using var response = await client.SendAsync(request, deadline);
        var text = await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(deadline);
        return text == $"{UploadBlocks * block.Length} {Convert.ToHexStringLower(hash.GetHashAndReset())}\n" ? "" : $"upload: {text}";
    }

    // One message after the other, each waits for its echo; at the end the socket is closed in an orderly way. A message that a process answers by going away is sent to the next.
    private async Task<TrafficCount> EchoAsync(CancellationToken done, CancellationToken deadline)
    {
        var echoed = 0;
        ClientWebSocket? socket = null;
        try
        {
            socket = await OpenAsync(deadline);
            var buffer = new byte[64];
            while (!done.IsCancellationRequested)
            {
                var message = Encoding.ASCII.GetBytes($"message {echoed}");
                await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, deadline);
                var answer = await socket.ReceiveAsync(buffer, deadline);
                if (socketsMove && answer.CloseStatus == WebSocketCloseStatus.EndpointUnavailable)
                {
                    await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, deadline);
                    socket.Dispose();
                    socket = await OpenAsync(deadline);
                    continue;
                }

                if (!buffer.AsSpan(0, answer.Count).SequenceEqual(message))
                {
                    return new TrafficCount(echoed + 1, 1, $"WebSocket: {answer.MessageType} {answer.CloseStatus} instead of the echo of message {echoed}\n");
                }

                echoed++;
                await Task.Delay(Pause, TimeProvider.System, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, deadline);
            return new TrafficCount(echoed, 0);
        }
        catch (WebSocketException error)
        {
            return new TrafficCount(echoed + 1, 1, $"WebSocket: {error.Message}\n");
        }
        finally
        {
            socket?.Dispose();
        }
    }

    private async Task<ClientWebSocket> OpenAsync(CancellationToken deadline)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Host", $"{app}.localhost");
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{platform.Port}/"), deadline);
        return socket;
    }

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, $"http://127.0.0.1:{platform.Port}{path}");
        request.Headers.Host = $"{app}.localhost";
        return request;
    }
}
