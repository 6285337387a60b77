using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Deis.Router.Forwarding;

/// <summary>Counts the bytes that go to the client of one request, be it as a response body or through an upgraded connection.</summary>
#pragma warning disable CA1001 // The server owns the streams behind the counters and ends them with the request.
internal sealed class ByteCounter : IHttpResponseBodyFeature, IHttpUpgradeFeature
{
    private readonly IHttpResponseBodyFeature _body;
    private readonly IHttpUpgradeFeature? _upgrade;
    private readonly CountingStream _stream;
    private CountingStream? _upgraded;

    private ByteCounter(IHttpResponseBodyFeature body, IHttpUpgradeFeature? upgrade)
    {
        _body = body;
        _upgrade = upgrade;
        _stream = new CountingStream(body.Stream);
    }

    public long BytesSent => _stream.Written + (_upgraded?.Written ?? 0);

    public Stream Stream => _stream;

    public PipeWriter Writer => _body.Writer;

    public bool IsUpgradableRequest => _upgrade is { IsUpgradableRequest: true };

    /// <summary>Puts a counter between the server and everything that answers the request from now on.</summary>
    public static ByteCounter Install(HttpContext context)
    {
        var features = context.Features;
        var upgrade = features.Get<IHttpUpgradeFeature>();
        var counter = new ByteCounter(features.GetRequiredFeature<IHttpResponseBodyFeature>(), upgrade);
        features.Set<IHttpResponseBodyFeature>(counter);
        if (counter.IsUpgradableRequest)
            features.Set<IHttpUpgradeFeature>(counter);
        return counter;
    }

    public async Task<Stream> UpgradeAsync() => _upgraded = new CountingStream(await _upgrade!.UpgradeAsync());

    public void DisableBuffering() => _body.DisableBuffering();

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        SendFileFallback.SendFileAsync(_stream, path, offset, count, cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken = default) => _body.StartAsync(cancellationToken);

    public Task CompleteAsync() => _body.CompleteAsync();
}
