using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Deis.Functions.Http;

/// <summary>Copies a stream into the answer as its bytes come, so that a reader who follows sees each line at once.</summary>
internal sealed class FlushedStreamResult(Stream source, string contentType) : IResult
{
    private const int BufferBytes = 16 * 1024;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var aborted = httpContext.RequestAborted;
        httpContext.Response.ContentType = contentType;
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            await using var owned = source;
            int length;
            while ((length = await source.ReadAsync(buffer, aborted)) > 0)
            {
                await httpContext.Response.Body.WriteAsync(buffer.AsMemory(0, length), aborted);
                await httpContext.Response.Body.FlushAsync(aborted);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
