namespace Deis.Platform.Tests.Logs;

/// <summary>A connection on which one request is lost before it arrives.</summary>
internal sealed class BrokenOnce(int request) : DelegatingHandler(new SocketsHttpHandler())
{
    private int _requests;

    /// <summary>Requests so far, the lost one counted too.</summary>
    public int Requests => _requests;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken) =>
        Interlocked.Increment(ref _requests) == request ? throw new HttpRequestException("The connection broke.") : base.SendAsync(message, cancellationToken);
}
