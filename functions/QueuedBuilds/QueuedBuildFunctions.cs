using Deis.Functions.Hooks;
using Deis.Functions.Http;
using Deis.Functions.Pipeline;
using Deis.Functions.Reference;
using Deis.Orchestrations.Builds;
using Deis.Platform.Apps;
using Deis.Platform.Builds;
using Deis.Platform.Data;
using Deis.Platform.ObjectStorage;
using Deis.Platform.Results;
using Deis.Platform.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;

namespace Deis.Functions.QueuedBuilds;

/// <summary>The sender's side of the build queue (docs/protocol/functions.md §8).</summary>
[RouteValue("id", "Id of the queue message.", "b1f0c2d3-4e5f-4a6b-8c7d-9e0f1a2b3c4d")]
public sealed class QueuedBuildFunctions(EnqueueBuild enqueue, DeisDbContext database, AppAccess access, IObjectStore store, Caller caller)
{
    private const string Route = Routes.App + "/builds/queue";

    private static readonly TimeSpan UploadLifetime = TimeSpan.FromHours(1);

    /// <summary>Puts a build into the queue.</summary>
    [Function("builds-queue-post")]
    [Takes(typeof(QueuedBuildRequest))]
    [Answers(202, typeof(QueuedBuildBody))]
    [Fails(ErrorKind.Field, "Give either image or source.", "source")]
    [Fails(ErrorKind.Domain, "The build does not fit into a queue message, which has 64 KB.")]
    [Scope(TokenLevel.Deploy)]
    public async Task<IResult> PostAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        if (!(await RequestBody.ReadAsync(request, cancellationToken)).TryGet(out var body, out var failure))
        {
            return failure;
        }
        // The middleware has let the caller in by it.
        var token = AuthorizationHeader.Read(request)!.Value.Value;
        return (await enqueue.ExecuteAsync(app, caller.User, token, body, cancellationToken)).TryGet(out var id, out var error)
            ? new EnqueuedResult($"/v2/apps/{app}/builds/queue/{id}", QueuedBuildBody.Of(await FindAsync(id, cancellationToken)))
            : ApiResults.Failure(error);
    }

    /// <summary>Shows what became of a queued build.</summary>
    [Function("builds-queue-get")]
    [Answers(200, typeof(QueuedBuildBody))]
    [Fails(ErrorKind.NotFound, "No Build matches the given query.")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route + "/{id:guid}")] HttpRequest request,
        string app,
        string id,
        CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(app, caller.User, AppPermission.Use, cancellationToken)).TryGet(out var found, out var error))
        {
            return ApiResults.Failure(error);
        }
        return await database.QueuedBuilds.AsNoTracking().SingleOrDefaultAsync(b => b.Id == id && b.AppId == found.Uuid, cancellationToken) is { } build
            ? ApiResults.Ok(QueuedBuildBody.Of(build))
            : ApiResults.Failure(Error.NotFound(nameof(Build)));
    }

    /// <summary>Says where to upload the source of a build that is to be queued.</summary>
    [Function("builds-queue-upload")]
    [Answers(200, typeof(UploadPermit))]
    [Scope(TokenLevel.Deploy)]
    public async Task<IResult> UploadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/upload")] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(app, caller.User, AppPermission.Use, cancellationToken)).TryGet(out var found, out var error))
        {
            return ApiResults.Failure(error);
        }
        var key = SlugKeys.QueuedSource(found.Id, Guid.NewGuid());
        var permit = store.Presign(key, PresignedAccess.Write, UploadLifetime);
        return ApiResults.Ok(new UploadPermit(key, UrlFor(request, permit), permit.Method, permit.Headers));
    }

    // Objects that this API serves itself are reached where the sender reaches it; their own address is for builders.
    private static string UrlFor(HttpRequest request, PresignedUrl permit) =>
        permit.Url.AbsolutePath.StartsWith(ObjectUrlSigner.PathPrefix, StringComparison.Ordinal)
            ? $"{RequestOrigin.Url(request, PathString.Empty).TrimEnd('/')}{permit.Url.PathAndQuery}"
            : permit.Url.AbsoluteUri;

    private Task<QueuedBuild> FindAsync(string id, CancellationToken cancellationToken) =>
        database.QueuedBuilds.AsNoTracking().SingleAsync(b => b.Id == id, cancellationToken);
}
