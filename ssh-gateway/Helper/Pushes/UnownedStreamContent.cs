using System.Net;

namespace Deis.SshGateway.Helper.Pushes;

/// <summary>A request body that leaves its stream open, for another try.</summary>
internal sealed class UnownedStreamContent(Stream source) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => source.CopyToAsync(stream);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        source.CopyToAsync(stream, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = source.Length;
        return true;
    }
}
