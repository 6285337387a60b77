using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Deis.Client.Errors;

namespace Deis.Client.Transport;

/// <summary>
/// Speaks HTTP with a controller: headers, version check, errors (docs/protocol/cli.md §2–§4). Resources are thin
/// layers above it.
/// </summary>
public sealed class ApiConnection : IDisposable
{
    private const string BuilderUrlHeader = "DEIS_BUILDER_URL";
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30);

    private readonly DeisClientOptions options;
    private readonly Uri root;
    private readonly HttpClient http;
    private bool versionReported;

    /// <summary>Makes a connection; nothing is sent yet.</summary>
    public ApiConnection(DeisClientOptions options)
    {
        this.options = options;
        root = new Uri(options.Controller.GetLeftPart(UriPartial.Authority));
        http = new HttpClient(CreateHandler(options)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Where git pushes go, as the latest answer that said so named it; null before. Without trailing slash.</summary>
    public string? BuilderUrl { get; private set; }

    /// <summary>GETs a JSON answer.</summary>
    public Task<T> GetAsync<T>(string path, JsonTypeInfo<T> answer, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, null, answer, cancellationToken);

    /// <summary>Sends a request and reads a JSON answer.</summary>
    /// <param name="method">The verb.</param>
    /// <param name="path">Absolute path with query, percent-encoded.</param>
    /// <param name="body">From <see cref="Json"/>, or null.</param>
    /// <param name="answer">How to read the answer.</param>
    /// <param name="cancellationToken">Gives up the call; what the server does about it is its own.</param>
    public async Task<T> SendAsync<T>(
        HttpMethod method, string path, HttpContent? body, JsonTypeInfo<T> answer, CancellationToken cancellationToken)
    {
        using var response = await OpenAsync(method, path, body, cancellationToken);
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            return await JsonSerializer.DeserializeAsync(stream, answer, cancellationToken)
                ?? throw Unreadable(response, "the body is null");
        }
        catch (JsonException e)
        {
            throw Unreadable(response, e.Message);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new ControllerUnreachableException(root, e);
        }
    }

    /// <summary>Sends a request whose answer has no interesting body.</summary>
    public async Task SendAsync(HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken)
    {
        using var response = await OpenAsync(method, path, body, cancellationToken);
    }

    /// <summary>
    /// Sends a request and hands out the successful answer before its body has come, for bodies that are read while
    /// they grow. The caller disposes it.
    /// </summary>
    public async Task<HttpResponseMessage> OpenAsync(
        HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken)
    {
        var response = await SendRawAsync(method, path, body, authenticate: true, cancellationToken);
        if ((int)response.StatusCode is >= 200 and < 400)
        {
            CheckVersion(response);
            return response;
        }
        using (response)
            throw await RefusalAsync(response, cancellationToken);
    }

    /// <summary>Opens a WebSocket. The caller disposes it.</summary>
    /// <param name="path">Absolute path with query, percent-encoded.</param>
    /// <param name="protocol">The subprotocol that both sides must speak.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DeisApiException">The controller refuses.</exception>
    /// <exception cref="ControllerUnreachableException">There is no connection, or what answers opens no WebSocket there.</exception>
    public async Task<WebSocket> OpenWebSocketAsync(string path, string protocol, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol(protocol);
        socket.Options.SetRequestHeader("User-Agent", options.UserAgent);
        if (options.Token is { } token)
            socket.Options.SetRequestHeader("Authorization", $"token {token}");
        var address = new UriBuilder(new Uri(root, path)) { Scheme = root.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs };
        using var handshake = new HttpMessageInvoker(new RefusalHandler(http, RefusalAsync));
        try
        {
            await socket.ConnectAsync(address.Uri, handshake, cancellationToken);
            return socket;
        }
        catch (WebSocketException e)
        {
            socket.Dispose();
            throw e.InnerException as DeisApiException as Exception ?? new ControllerUnreachableException(root, e);
        }
    }

    /// <summary>Asks without credentials and hands out whatever comes; checks the version. The caller disposes it.</summary>
    public async Task<HttpResponseMessage> ProbeAsync(string path, CancellationToken cancellationToken)
    {
        var response = await SendRawAsync(HttpMethod.Get, path, null, authenticate: false, cancellationToken);
        if ((int)response.StatusCode is (>= 200 and < 400) or (int)HttpStatusCode.Unauthorized)
            CheckVersion(response);
        return response;
    }

    /// <summary>Sends a stream to a URL that the controller gave out; its success needs no token, and none is sent.</summary>
    public async Task UploadAsync(
        Uri url, HttpMethod method, IReadOnlyDictionary<string, string> headers, Stream content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, url) { Content = new StreamContent(content) };
        request.Headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);

        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException e)
        {
            throw new ControllerUnreachableException(new Uri(url.GetLeftPart(UriPartial.Authority)), e);
        }
        using (response)
        {
            if (!response.IsSuccessStatusCode)
                throw await RefusalAsync(response, cancellationToken);
        }
    }

    /// <summary>A JSON request body.</summary>
    public static HttpContent Json<T>(T value, JsonTypeInfo<T> type)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(value, type));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    /// <summary>A request body without content that still says JSON, as the API wants it on POST.</summary>
    public static HttpContent EmptyJson()
    {
        var content = new ByteArrayContent([]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async Task<HttpResponseMessage> SendRawAsync(
        HttpMethod method, string path, HttpContent? body, bool authenticate, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(root, path)) { Content = body };
        await using var waiting = options.Waiting?.Invoke();
        request.Headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
        if (authenticate && options.Token is { } token)
            request.Headers.TryAddWithoutValidation("Authorization", $"token {token}");

        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException e)
        {
            throw new ControllerUnreachableException(root, e);
        }
        if (Header(response, BuilderUrlHeader) is { Length: > 0 } builder)
            BuilderUrl = builder.TrimEnd('/');
        return response;
    }

    private void CheckVersion(HttpResponseMessage response)
    {
        var version = Header(response, ApiVersion.Header) ?? "";
        if (versionReported || ApiVersion.IsCompatible(version))
            return;
        versionReported = true;
        options.VersionMismatch?.Invoke(version);
    }

    private async Task<DeisApiException> RefusalAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var body = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            return ErrorTexts.Map(response.StatusCode, body, response.Headers.RetryAfter?.Delta);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new ControllerUnreachableException(root, e);
        }
    }

    private static DeisApiException Unreadable(HttpResponseMessage response, string reason)
    {
        var request = response.RequestMessage!;
        return new DeisApiException(response.StatusCode, "", ApiErrorKind.UnreadableAnswer,
            $"cannot read the controller's answer to {request.Method} {request.RequestUri!.AbsolutePath}: {reason}");
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static SocketsHttpHandler CreateHandler(DeisClientOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = LoopbackAwareConnector.ConnectAsync,
            ConnectTimeout = ConnectTimeout,
            ActivityHeadersPropagator = null,
            UseCookies = false,
            UseProxy = !options.Controller.IsLoopback && !ControllerUrl.IsLoopbackName(options.Controller.Host),
        };
        if (!options.VerifyTls)
        {
            // Only when the user asked for it at login (--ssl-verify=false).
#pragma warning disable CA5359
            handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        return handler;
    }
}
