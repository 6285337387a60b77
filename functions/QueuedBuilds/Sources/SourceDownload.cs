using System.Net;
using System.Net.Security;
using Deis.Platform.ObjectStorage;
using Deis.Platform.Results;
using Microsoft.Extensions.Options;

namespace Deis.Functions.QueuedBuilds.Sources;

/// <summary>
/// Fetches source from a URL that a user named into the object store. It goes to public addresses only, also after redirects, is bounded in size and
/// time, and nothing is stored that is not what was announced.
/// </summary>
public sealed class SourceDownload : IDisposable
{
    private const int MaxRedirects = 5;

    private readonly HttpClient _http;
    private readonly IObjectStore _store;
    private readonly SourceOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Makes the download with the system's trust in certificates.</summary>
    public SourceDownload(IObjectStore store, IOptions<SourceOptions> options, TimeProvider time)
        : this(store, options, time, new SslClientAuthenticationOptions())
    {
    }

    internal SourceDownload(IObjectStore store, IOptions<SourceOptions> options, TimeProvider time, SslClientAuthenticationOptions tls)
    {
        _store = store;
        _options = options.Value;
        _time = time;
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = new SourceConnector([.. _options.Networks]).ConnectAsync,
            AllowAutoRedirect = false,
            UseCookies = false,
            // A proxy would connect where it likes.
            UseProxy = false,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            SslOptions = tls,
        };
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Stores what is behind the URL under a key. Of the kinds of failures, <see cref="ErrorKind.Unavailable"/> may pass.</summary>
    public async Task<Result<Unit>> StoreAsync(SourceRef source, string key, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await FetchAsync(source, key, either.Token);
        }
        catch (IOException e) when (RefusalIn(e) is { } reason)
        {
            return Error.Domain(reason);
        }
        catch (HttpRequestException e)
        {
            return RefusalIn(e) is { } reason ? Error.Domain(reason) : Error.Unavailable($"The source cannot be fetched: {e.HttpRequestError}.");
        }
        catch (HttpIOException e)
        {
            return Error.Unavailable($"The source cannot be fetched: {e.HttpRequestError}.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Error.Unavailable($"The source did not come within {_options.Timeout.TotalSeconds:0} seconds.");
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private async Task<Result<Unit>> FetchAsync(SourceRef source, string key, CancellationToken cancellationToken)
    {
        var url = source.Url!;
        for (var hop = 0; hop <= MaxRedirects; hop++)
        {
            using var response = await _http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (IsRedirect(response.StatusCode) && response.Headers.Location is { } location)
            {
                url = new Uri(url, location);
                if (url.Scheme != Uri.UriSchemeHttps)
                {
                    return Error.Domain("The source redirects to something that is not https.");
                }
                continue;
            }
            if (Refusal(response) is { } refusal)
            {
                return refusal;
            }
            await using var content = new CheckedSourceStream(await response.Content.ReadAsStreamAsync(cancellationToken), _options.MaxBytes, source.Sha256);
            await _store.PutAsync(key, content, cancellationToken);
            return Unit.Value;
        }
        return Error.Domain($"The source redirects more than {MaxRedirects} times.");
    }

    private Error? Refusal(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (response.StatusCode != HttpStatusCode.OK)
        {
            var text = $"The server of the source answered {status}.";
            return status is 408 or 429 or >= 500 ? Error.Unavailable(text) : Error.Domain(text);
        }
        return response.Content.Headers.ContentLength > _options.MaxBytes ? Error.Domain($"The source is larger than {_options.MaxBytes} bytes.") : null;
    }

    private static string? RefusalIn(Exception? exception)
    {
        while (exception is not (null or SourceRefusedException))
        {
            exception = exception.InnerException;
        }
        return exception?.Message;
    }

    private static bool IsRedirect(HttpStatusCode status) =>
        status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
}
