using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Deis.Functions.Http;

/// <summary>
/// A JSON body of known length. It leaves together with its headers, in one piece through the router too; a body of unknown length would take two
/// pieces and twice the work.
/// </summary>
/// <param name="body">What is serialised.</param>
/// <param name="options">How.</param>
/// <param name="status">The status.</param>
internal sealed class JsonAnswer(object? body, JsonSerializerOptions options, int status) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, options);
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = bytes.Length;
        // When the caller has gone the write ends by itself; a cancelled one would count as a failure of the function.
        return response.Body.WriteAsync(bytes, CancellationToken.None).AsTask();
    }
}
