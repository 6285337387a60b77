using Deis.Functions.Http;
using Deis.Functions.Reference;
using Deis.Platform.Keys;
using Deis.Platform.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Keys;

/// <summary>SSH keys that may push to one app (docs/protocol/controller.md §4.1). Names may hold slashes, so a slash at the end is part of the name.</summary>
[RouteValue("id", "Name of the key; it may hold slashes.", "ci")]
public sealed class DeployKeyFunctions(ListDeployKeys list, AddDeployKey add, RemoveDeployKey remove, Caller caller)
{
    private const string All = Routes.App + "/keys";

    /// <summary>Lists the deploy keys of an app, by name.</summary>
    [Function("deploy-keys-list")]
    [Answers(200, typeof(PageEnvelope<DeployKeyBody>))]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = All)] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        var page = await list.ExecuteAsync(app, caller.User, Paging.Of(request), cancellationToken);
        return ApiResults.From(page, keys => Paging.Envelope(request, keys.Select(key => DeployKeyBody.Of(key, app, key.Owner!.Username))));
    }

    /// <summary>Adds a deploy key: whoever has it pushes to this app, and to no other, in the name of the caller.</summary>
    [Function("deploy-keys-add")]
    [Takes(typeof(KeyRequest))]
    [Answers(201, typeof(DeployKeyBody))]
    [Fails(ErrorKind.Field, "The app has a deploy key of this name already.", "id")]
    [Fails(ErrorKind.Field, "Key contains invalid base64 chars", "public")]
    public async Task<IResult> AddAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = All)] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        if (!(await RequestBody.ReadAsync(request, cancellationToken)).TryGet(out var body, out var failure))
        {
            return failure;
        }
        var fields = new TextFields(body);
        var (id, publicKey) = (fields.Get("id"), fields.Get("public"));
        if (fields.AnyError(out var error))
        {
            return ApiResults.Failure(error);
        }
        var key = await add.ExecuteAsync(app, caller.User, id, publicKey, cancellationToken);
        return ApiResults.From(key, k => ApiResults.Created(DeployKeyBody.Of(k, app, caller.User.Username)));
    }

    /// <summary>Removes a deploy key; the next login with it is refused.</summary>
    [Function("deploy-keys-remove")]
    [Answers(204)]
    [Fails(ErrorKind.NotFound, "No Key matches the given query.")]
    public async Task<IResult> RemoveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = All + "/{**id}")] HttpRequest request,
        string app,
        string id,
        CancellationToken cancellationToken) =>
        ApiResults.From(await remove.ExecuteAsync(app, caller.User, id, cancellationToken), _ => ApiResults.NoContent());
}
