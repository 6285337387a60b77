using Deis.Functions.Admission;
using Deis.Functions.Http;
using Deis.Functions.Reference;
using Deis.Platform.ObjectStorage;
using Deis.Platform.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;
using HttpResults = Microsoft.AspNetCore.Http.Results;

namespace Deis.Functions.Objects;

/// <summary>The directory store's objects, for whoever holds a pre-signed URL (docs/protocol/builder.md §9).</summary>
[Access(Access.Anonymous)]
[Produces(ProducesAttribute.Anything)]
[LongLived]
[RouteValue("key", "The object; it holds slashes.", "home/shop:git-8b7d2c1f/tar")]
public sealed class ObjectFunctions(IServiceProvider services, IObjectStore store, TimeProvider time)
{
    private const string Route = "v2/objects/{**key}";

    /// <summary>Reads an object, by a signed URL.</summary>
    [Function("objects-get")]
    [Answers(200, typeof(string), MediaType = "application/octet-stream", Example = "bytes")]
    [Answers(206, typeof(string), MediaType = "application/octet-stream", Example = "bytes", When = "A part of it was asked for.")]
    [Fails(ErrorKind.Forbidden, "The URL has expired or was not made by this platform.")]
    [Answers(404, When = "There is no such object.")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request,
        string key,
        CancellationToken cancellationToken)
    {
        if (!IsAllowed(request, key))
        {
            return Refused();
        }
        return await store.OpenReadAsync(key, cancellationToken) is { } content
            ? HttpResults.Stream(content, "application/octet-stream", enableRangeProcessing: true)
            : HttpResults.StatusCode(StatusCodes.Status404NotFound);
    }

    /// <summary>Stores an object, by a signed URL.</summary>
    [Function("objects-put")]
    [Takes(typeof(string), MediaType = "application/octet-stream", Example = "bytes")]
    [Answers(201)]
    [Fails(ErrorKind.Forbidden, "The URL has expired or was not made by this platform.")]
    public async Task<IResult> PutAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route)] HttpRequest request,
        string key,
        CancellationToken cancellationToken)
    {
        if (!IsAllowed(request, key))
        {
            return Refused();
        }
        // Sources and slugs may be larger than the bodies of API requests.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }
        await store.PutAsync(key, request.Body, cancellationToken);
        return HttpResults.StatusCode(StatusCodes.Status201Created);
    }

    // There is no signer when another store is in use.
    private bool IsAllowed(HttpRequest request, string key) =>
        services.GetService(typeof(ObjectUrlSigner)) is ObjectUrlSigner signer && signer.TryVerify(key, request.Query, request.Method, time.GetUtcNow());

    private static IResult Refused() => ApiResults.Detail(StatusCodes.Status403Forbidden, "The URL has expired or was not made by this platform.");
}
