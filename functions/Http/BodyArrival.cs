using Deis.Functions.Admission;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Deis.Functions.Http;

/// <summary>
/// Keeps clients that send slowly from taking the places of others: a request is admitted when as much of its body is here as strangers may send, and when it is
/// refused for its size, what still comes is thrown away after its place is free.
/// </summary>
internal static class BodyArrival
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Adds it; behind routing, before admission.</summary>
    public static void UseBodyArrival(this IApplicationBuilder app)
    {
        var time = app.ApplicationServices.GetRequiredService<TimeProvider>();
        app.Use(async (http, next) =>
        {
            if (http.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true })
            {
                await next(http);
                return;
            }
            try
            {
                await AwaitAsync(http);
            }
            catch (BadHttpRequestException e)
            {
                await ApiResults.Detail(e.StatusCode, e.Message).ExecuteAsync(http);
                return;
            }
            await next(http);
            if (http.Response.StatusCode == StatusCodes.Status413PayloadTooLarge)
            {
                await ThrowRestAwayAsync(http, time);
            }
        });
    }

    private static async Task AwaitAsync(HttpContext http)
    {
        // Places of other kinds are many, and bodies there are read after a token, a key or a signature was seen.
        if (AdmissionServices.LaneOf(http) != Lane.Short || http.Request.ContentLength > BodyLimit.Of(http))
        {
            return;
        }
        BodyLimit.Set(http);
        var body = http.Request.BodyReader;
        var read = await body.ReadAsync(http.RequestAborted);
        while (!read.IsCompleted && read.Buffer.Length < BodyLimit.MaxBytesOfStrangers)
        {
            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            read = await body.ReadAsync(http.RequestAborted);
        }
        body.AdvanceTo(read.Buffer.Start);
    }

    // A client that sends all before it looks for an answer, as the router does, would find the connection broken instead.
    private static async Task ThrowRestAwayAsync(HttpContext http, TimeProvider time)
    {
        await http.Response.CompleteAsync();
        using var patience = new CancellationTokenSource(Patience, time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, http.RequestAborted);
        try
        {
            await http.Request.BodyReader.CopyToAsync(Stream.Null, ended.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The client has read the answer and gone, or sends for too long.
            return;
        }
    }
}
