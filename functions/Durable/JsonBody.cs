using System.Text;
using Deis.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Deis.Functions.Durable;

/// <summary>The body of a request as any JSON value.</summary>
/// <param name="Value">The value; null when there is no body.</param>
/// <param name="Failure">The answer that says what is wrong; null when nothing is.</param>
internal readonly record struct JsonBody(RawJson? Value, IResult? Failure)
{
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads it.</summary>
    public static async Task<JsonBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (await BodyLimit.CheckAsync(request, cancellationToken) is { } tooLarge)
        {
            return new JsonBody(null, tooLarge);
        }
        using var reader = new StreamReader(request.Body, Utf8, leaveOpen: true);
        try
        {
            var text = await reader.ReadToEndAsync(cancellationToken);
            return text.Length == 0 ? default : RawJson.TryParse(text) is { } value ? new JsonBody(value, null) : Invalid();
        }
        catch (DecoderFallbackException)
        {
            return Invalid();
        }
    }

    private static JsonBody Invalid() => new(null, ApiResults.Detail(StatusCodes.Status400BadRequest, "Invalid JSON content"));
}
