using System.Net.Sockets;
using Deis.Acceptance.Driving;

namespace Deis.Bench.Api;

/// <summary>Asks a web server again and again over kept connections.</summary>
/// <param name="server">Base URL.</param>
/// <param name="host">Host header; null: as in the URL.</param>
/// <param name="token">Token of a user of the API; null: none.</param>
/// <param name="socket">Path of a UNIX socket to connect to instead of what the URL says.</param>
internal sealed class Caller(string server, string? host = null, string? token = null, string? socket = null) : IDisposable
{
    private readonly HttpClient _http = new(Handler(socket));

    /// <summary>Asks the API through the router.</summary>
    public static Caller Of(Platform platform, string token) => new($"http://127.0.0.1:{platform.Port}", $"deis.localhost:{platform.Port}", token);

    /// <summary>Asks the API as the router does.</summary>
    public static Caller WithoutRouter(Platform platform, string token) =>
        new("http://api", token: token, socket: Path.Combine(platform.State, "run", "api.sock"));

    /// <summary>True when the answer is a success; false too when there is none.</summary>
    public async Task<bool> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, server + path);
        request.Headers.Host = host;
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"token {token}");
        try
        {
            using var response = await _http.SendAsync(request);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public void Dispose() => _http.Dispose();

    private static SocketsHttpHandler Handler(string? socket)
    {
        var handler = new SocketsHttpHandler { UseProxy = false };
        if (socket is not null)
        {
            handler.ConnectCallback = async (_, cancellationToken) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellationToken);
                return new NetworkStream(connection, ownsSocket: true);
            };
        }

        return handler;
    }
}
