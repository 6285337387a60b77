using System.Net;

namespace Deis.SlugTools.Transfer;

/// <summary>
/// Reads and writes objects by pre-signed URL (docs/protocol/slug.md §7). Everything is streamed; what may pass is tried
/// again with growing pauses. No failure text holds a URL. All of it is synchronous: asynchronous methods are compiled at
/// run time even in a precompiled program, and every start of an app would pay for that.
/// </summary>
internal sealed class Storage : IDisposable
{
    private const int Attempts = 5;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);

    private readonly HttpMessageInvoker _http;
    private readonly TimeProvider _time;
    private readonly StorageWords _words;

    /// <summary>The platform's storage. The proxy variables of the environment are the app's.</summary>
    public Storage(TimeProvider time)
        : this(time, useProxy: false, StorageWords.Platform)
    {
    }

    private Storage(TimeProvider time, bool useProxy, StorageWords words)
    {
        _time = time;
        _words = words;
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = useProxy,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = TimeSpan.FromSeconds(10),
        });
    }

    /// <summary>Any server of the internet, for which the platform may need its proxy.</summary>
    public static Storage OfTheWeb(TimeProvider time) => new(time, useProxy: true, StorageWords.Web);

    /// <summary>
    /// Hands the object to <paramref name="consume"/> as it arrives. When the transfer breaks off it starts anew, and
    /// <paramref name="consume"/> gets the object from its beginning again: unpacking twice gives the same. Messages call the
    /// object <paramref name="what"/>: "the source".
    /// </summary>
    /// <returns>False if the storage has no such object.</returns>
    public Result<bool> Download(
        string what, StorageAddress from, Func<Stream, Failure?> consume, CancellationToken cancellation)
    {
        return Retry<bool>($"Fetching {what}", attempt, cancellation);

        Attempt<bool> attempt()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, from.Uri);
            request.Headers.Authorization = from.Authorization;
            using var response = _http.Send(request, cancellation);
            if (response.StatusCode is HttpStatusCode.NotFound)
                return Attempt<bool>.Done(false);
            if (!response.IsSuccessStatusCode)
                return Attempt<bool>.Rejected(response.StatusCode, _words);

            try
            {
                using var body = new DownloadStream(response.Content.ReadAsStream(cancellation));
                return Attempt<bool>.Done(consume(body) is { } failure ? failure : true);
            }
            catch (TransferInterruptedException)
            {
                return Attempt<bool>.Passing("the connection broke off");
            }
        }
    }

    /// <summary>Writes a file as one object.</summary>
    public Failure? Upload(string what, string file, StorageAddress to, CancellationToken cancellation)
    {
        return Retry<bool>($"Storing {what}", attempt, cancellation).Failure;

        Attempt<bool> attempt()
        {
            using var content = new StreamContent(File.OpenRead(file));
            using var request = new HttpRequestMessage(HttpMethod.Put, to.Uri) { Content = content };
            // Azure wants to know the kind of blob; others ignore the header.
            request.Headers.Add("x-ms-blob-type", "BlockBlob");
            request.Headers.Authorization = to.Authorization;
            content.Headers.ContentType = new("application/octet-stream");
            using var response = _http.Send(request, cancellation);
            return response.IsSuccessStatusCode ? Attempt<bool>.Done(true) : Attempt<bool>.Rejected(response.StatusCode, _words);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private Result<T> Retry<T>(string doing, Func<Attempt<T>> attempt, CancellationToken cancellation)
    {
        var pause = FirstPause;
        for (var number = 1; ; number++, pause *= 2)
        {
            var outcome = Try(attempt);
            if (outcome.Result is { } result)
                return result;
            if (number == Attempts || !outcome.MayPass)
                return new Failure($"{doing} failed: {outcome.Reason}", ExitCodes.StorageUnavailable);
            Wait(pause, cancellation);
        }
    }

    private void Wait(TimeSpan pause, CancellationToken cancellation)
    {
        using var over = new ManualResetEventSlim();
        using var timer = _time.CreateTimer(_ => over.Set(), null, pause, Timeout.InfiniteTimeSpan);
        over.Wait(cancellation);
    }

    private Attempt<T> Try<T>(Func<Attempt<T>> attempt)
    {
        try
        {
            return attempt();
        }
        catch (HttpRequestException e)
        {
            return Attempt<T>.Passing(e.HttpRequestError switch
            {
                HttpRequestError.NameResolutionError => $"the name of {_words.Server} does not resolve",
                HttpRequestError.ConnectionError => $"{_words.Server} does not accept connections",
                HttpRequestError.SecureConnectionError => $"the certificate of {_words.Server} is not trusted",
                _ => $"the connection to {_words.Server} broke off",
            });
        }
    }
}
