using System.Text.Json;
using Deis.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Deis.Functions.Hooks;

/// <summary>One JSON value per line, each sent as soon as it is there.</summary>
internal sealed class NdjsonResult(IAsyncEnumerable<object> lines) : IResult
{
    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var aborted = httpContext.RequestAborted;
        var response = httpContext.Response;
        response.ContentType = PushEvents.MediaType;
        await response.StartAsync(aborted);
        await response.Body.FlushAsync(aborted);
        await foreach (var line in lines.WithCancellation(aborted))
        {
            await JsonSerializer.SerializeAsync(response.Body, line, line.GetType(), ApiJson.Options, aborted);
            await response.Body.WriteAsync(LineEnd, aborted);
            await response.Body.FlushAsync(aborted);
        }
    }
}
