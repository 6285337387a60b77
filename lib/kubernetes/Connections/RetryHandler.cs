using System.Net;

namespace Deis.Kubernetes.Connections;

/// <summary>
/// Repeats what the server asks to have repeated (429 and 5xx with <c>Retry-After</c>), what was never sent because no connection could be made, and
/// reads whose answer was lost. A write whose answer was lost is not repeated here: whether it took place is for its caller to find out.
/// </summary>
internal sealed class RetryHandler(KubernetesOptions options, TimeProvider time) : DelegatingHandler
{
    private const int MaxAttempts = 10;

    private static readonly TimeSpan _firstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(2);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // A body that was sent once can only be sent again from memory.
        if (request.Content is not null)
            await request.Content.LoadIntoBufferAsync(cancellationToken);
        var began = time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var response = await base.SendAsync(request, cancellationToken);
                if (attempt == MaxAttempts || PauseAskedFor(response) is not { } asked || asked > options.LongestRetryAfter)
                    return response;
                response.Dispose();
                await Task.Delay(asked, time, cancellationToken);
            }
            catch (HttpRequestException exception) when (MayRepeat(request, exception, attempt, time.GetElapsedTime(began)))
            {
                await Task.Delay(Pause(attempt), time, cancellationToken);
            }
        }
    }

    private bool MayRepeat(HttpRequestMessage request, HttpRequestException exception, int attempt, TimeSpan elapsed) =>
        exception.HttpRequestError == HttpRequestError.ConnectionError
            ? elapsed < options.ConnectPatience
            : request.Method == HttpMethod.Get && attempt < MaxAttempts && exception.StatusCode is null && exception.HttpRequestError != HttpRequestError.SecureConnectionError;

    private TimeSpan? PauseAskedFor(HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.TooManyRequests && (int)response.StatusCode < 500)
            return null;
        return response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } when date > time.GetUtcNow() => date - time.GetUtcNow(),
            { Date: not null } => TimeSpan.Zero,
            _ => null,
        };
    }

    private static TimeSpan Pause(int attempt)
    {
        var pause = _firstPause * Math.Pow(2, Math.Min(attempt - 1, 10));
        return pause < _longestPause ? pause : _longestPause;
    }
}
