using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Deis.Functions.Http;

/// <summary>413. The answer comes at once; then the rest of the body is read and thrown away for a while, because a client that sends all before it looks
/// for an answer, as the router does, would find the connection broken instead.</summary>
internal sealed class BodyTooLargeResult : IResult
{
    private const int BufferBytes = 64 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await ApiResults.Detail(StatusCodes.Status413PayloadTooLarge, $"The body has more than {BodyLimit.MaxBytes >> 20} MB, which no request may have.")
            .ExecuteAsync(httpContext);
        await httpContext.Response.CompleteAsync();
        using var patience = new CancellationTokenSource(Patience, httpContext.RequestServices.GetRequiredService<TimeProvider>());
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, httpContext.RequestAborted);
        var buffer = new byte[BufferBytes];
        try
        {
            while (await httpContext.Request.Body.ReadAsync(buffer, ended.Token) > 0)
            {
                // thrown away
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The client has read the answer and gone, or sends for too long.
            return;
        }
    }
}
