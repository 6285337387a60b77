namespace Deis.Router.Upstreams;

/// <summary>
/// Counts how often one request is sent. The HTTP client by itself sends a request without content again when the process closes the
/// connection before it answers: right for an idle connection that was just given up, wrong for a request that crashes the app.
/// So a request may be repeated once, and only if repeating it changes nothing (RFC 9110 §9.2.2).
/// </summary>
internal sealed class SendCount
{
    /// <summary>Where the HTTP client's request carries it.</summary>
    public static HttpRequestOptionsKey<SendCount> Key { get; } = new("Deis.Router.SendCount");

    private const int MostSends = 2;

    private int _sends;

    /// <summary>Whether any of the request may have reached a process.</summary>
    public bool Any => Volatile.Read(ref _sends) > 0;

    /// <summary>Notes that the request is about to be written to a connection.</summary>
    /// <exception cref="IOException">It must not be sent again.</exception>
    public void Begin(HttpMethod method)
    {
        var sends = Interlocked.Increment(ref _sends);
        if (sends > MostSends || (sends > 1 && !IsIdempotent(method)))
            throw new IOException("The process closed the connection without an answer; the request is not sent again.");
    }

    private static bool IsIdempotent(HttpMethod method) =>
        method == HttpMethod.Get || method == HttpMethod.Head || method == HttpMethod.Put || method == HttpMethod.Delete
        || method == HttpMethod.Options || method == HttpMethod.Trace;
}
