using Deis.SlugTools.Archives;

namespace Deis.SlugTools.Transfer;

/// <summary>The body of a response; what goes wrong in the network surfaces as <see cref="TransferInterruptedException"/>.</summary>
internal sealed class DownloadStream(Stream body) : ForwardStream
{
    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        try
        {
            return body.Read(buffer);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw new TransferInterruptedException(e);
        }
    }
}
