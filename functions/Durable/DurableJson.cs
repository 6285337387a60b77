using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using HttpResults = Microsoft.AspNetCore.Http.Results;

namespace Deis.Functions.Durable;

/// <summary>How the management API writes JSON: camel case names, unlike the rest of the API.</summary>
internal static class DurableJson
{
    private static readonly JsonSerializerOptions Options = Create();

    /// <summary>An answer with a body.</summary>
    public static IResult Answer<T>(T body, int status = StatusCodes.Status200OK) => HttpResults.Json(body, Options, "application/json", status);

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
