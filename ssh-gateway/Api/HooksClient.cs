using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;

namespace Deis.SshGateway.Api;

/// <summary>The platform's hook API (docs/protocol/builder.md §7). Every call carries the builder key.</summary>
internal sealed class HooksClient : IDisposable
{
    /// <summary>Header with the builder key.</summary>
    public const string KeyHeader = "X-Deis-Builder-Auth";

    private const string UnixScheme = "unix:";
    private static readonly TimeSpan _answerWithin = TimeSpan.FromSeconds(10);

    private readonly BuilderKey _key;
    private readonly HttpClient _http;

    public HooksClient(SshGatewayOptions options, BuilderKey key)
    {
        _key = key;
        SocketsHttpHandler handler = new() { UseProxy = false, AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) };
        var address = options.ApiBase;
        if (address.StartsWith(UnixScheme, StringComparison.Ordinal))
        {
            UnixDomainSocketEndPoint endpoint = new(address[UnixScheme.Length..]);
            handler.ConnectCallback = (_, cancellationToken) => ConnectAsync(endpoint, cancellationToken);
            address = "http://api";
        }

        _http = new HttpClient(handler) { BaseAddress = new Uri(address.TrimEnd('/') + "/"), Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("deis-builder");
    }

    /// <summary>Finds who owns the key with this MD5 fingerprint; null when nobody does.</summary>
    /// <param name="fingerprint">The fingerprint.</param>
    /// <param name="app">The app whose deploy branch is wanted; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HttpRequestException">The API is away, or does not accept the builder key.</exception>
    public async Task<KeyOwner?> FindOwnerAsync(string fingerprint, string? app, CancellationToken cancellationToken)
    {
        var query = app is null ? "" : $"?app={app}";
        using var response = await SendAsync(HttpMethod.Get, $"v2/hooks/key/{fingerprint}{query}", null, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<KeyOwner>(cancellationToken);
    }

    /// <summary>Posts <paramref name="body"/>. The caller looks at the status and disposes the answer.</summary>
    /// <exception cref="HttpRequestException">The API is away.</exception>
    public Task<HttpResponseMessage> PostAsync(string path, object body, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, JsonContent.Create(body), cancellationToken);

    /// <summary>Opens a stream of events. The caller looks at the status and disposes the answer.</summary>
    /// <exception cref="HttpRequestException">The API is away.</exception>
    public Task<HttpResponseMessage> OpenAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, null, cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(method, path) { Content = content };
        request.Headers.Add(KeyHeader, await _key.ReadAsync(cancellationToken));
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(_answerWithin);
        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limited.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"The API did not answer within {_answerWithin.TotalSeconds:0} s.");
        }
    }

    private static async ValueTask<Stream> ConnectAsync(UnixDomainSocketEndPoint endpoint, CancellationToken cancellationToken)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(endpoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
