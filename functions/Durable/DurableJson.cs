using System.Text.Encodings.Web;
using System.Text.Json;
using Deis.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Deis.Functions.Durable;

/// <summary>How the management API writes JSON: camel case names, unlike the rest of the API.</summary>
internal static class DurableJson
{
    /// <summary>The options.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>An answer with a body.</summary>
    public static IResult Answer<T>(T body, int status = StatusCodes.Status200OK) => new JsonAnswer(body, Options, status);

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.General)
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
