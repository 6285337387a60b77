using System.Text.Json.Nodes;
using Deis.Functions.Http;
using Deis.Functions.Reference;
using Deis.Platform.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Deis.Functions.Tests.Reference.Generation;

/// <summary>A failure as the API answers it.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Body">Its body.</param>
internal sealed record Failure(int Status, JsonNode Body)
{
    /// <summary>A failure of a use case. The API itself makes the answer.</summary>
    public static async Task<Failure> OfAsync(Error error)
    {
        var http = new DefaultHttpContext { RequestServices = new ServiceCollection().BuildServiceProvider() };
        using var body = new MemoryStream();
        http.Response.Body = body;
        await ApiResults.Failure(error).ExecuteAsync(http);
        return new Failure(http.Response.StatusCode, JsonNode.Parse(body.ToArray())!);
    }

    /// <summary>The failure that an attribute names.</summary>
    public static async Task<Failure> OfAsync(FailsAttribute named) =>
        named.Kind is { } kind ? await OfAsync(new Error(kind, named.Message, named.Field)) : Detail(named.Status!.Value, named.Message);

    /// <summary>A failure in the form <c>{"detail": …}</c>.</summary>
    public static Failure Detail(int status, string message) => new(status, new JsonObject { ["detail"] = message });
}
