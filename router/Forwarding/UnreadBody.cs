using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;

namespace Deis.Router.Forwarding;

/// <summary>Throws away what a client still sends of a request that has its whole answer. Closing the connection would reset it, and the client could lose the
/// answer that it has not read yet (RFC 9112, section 9.6). The web server itself does this for five seconds.</summary>
internal sealed class UnreadBody(IHostApplicationLifetime lifetime, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(5);

    /// <summary>Ends the answer, then reads until the request's end, for half a minute or five seconds of silence at most; not while the router stops.</summary>
    public async ValueTask DrainAsync(HttpContext context)
    {
        if (!MayComeYet(context))
            return;
        try
        {
            if (!IsReadToEnd(context.Request.BodyReader))
                await ReadToEndAsync(context);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            // It has gone, breaks the rules, or sends for too long: now the connection is closed.
            return;
        }
    }

    private async ValueTask ReadToEndAsync(HttpContext context)
    {
        await context.Response.CompleteAsync();
        using var limit = new CancellationTokenSource(Longest, time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, context.RequestAborted, lifetime.ApplicationStopping);
        using var silence = new CancellationTokenSource(LongestSilence, time);
        await using var registration = silence.Token.UnsafeRegister(static ended => ((CancellationTokenSource)ended!).Cancel(), ended);
        do
        {
            var read = await context.Request.BodyReader.ReadAsync(ended.Token);
            context.Request.BodyReader.AdvanceTo(read.Buffer.Start);
            silence.CancelAfter(LongestSilence);
        }
        while (!IsReadToEnd(context.Request.BodyReader));
    }

    // A read that is not given back would make the web server close the connection.
    private static bool IsReadToEnd(PipeReader reader)
    {
        if (!reader.TryRead(out var read))
            return false;
        reader.AdvanceTo(read.Buffer.End);
        return read.IsCompleted;
    }

    // Over HTTP/2 the end of an answer ends the request, too. Who waited for leave to send the body has none, and sends none.
    private static bool MayComeYet(HttpContext context) =>
        !HttpProtocol.IsHttp2(context.Request.Protocol) && !context.RequestAborted.IsCancellationRequested
        && context.Response.StatusCode != StatusCodes.Status101SwitchingProtocols && context.Request.Headers.Expect.Count == 0
        && context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true };
}
