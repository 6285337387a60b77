using Deis.Functions.Http;
using Deis.Platform.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Keys;

/// <summary>The caller's SSH keys (docs/protocol/controller.md §4). Ids may hold slashes, so a slash at the end is part of the id.</summary>
public sealed class KeyFunctions(ListKeys list, AddKey add, FindKey find, RemoveKey remove, Caller caller)
{
    private const string One = "v2/keys/{**id}";

    /// <summary>All of them.</summary>
    [Function("keys-list")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "v2/keys")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var page = await list.ExecuteAsync(caller.User, Paging.Of(request), cancellationToken);
        return Paging.Envelope(request, page.Select(key => KeyBody.Of(key, caller.User)));
    }

    /// <summary>Adds one.</summary>
    [Function("keys-add")]
    public async Task<IResult> AddAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v2/keys")] HttpRequest request,
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
        var key = await add.ExecuteAsync(caller.User, id, publicKey, cancellationToken);
        return ApiResults.From(key, k => ApiResults.Created(KeyBody.Of(k, caller.User)));
    }

    /// <summary>Shows one.</summary>
    [Function("keys-get")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = One)] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        var key = await find.ExecuteAsync(caller.User, id, cancellationToken);
        return ApiResults.From(key, k => ApiResults.Ok(KeyBody.Of(k, caller.User)));
    }

    /// <summary>Removes one.</summary>
    [Function("keys-remove")]
    public async Task<IResult> RemoveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = One)] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        var removed = await remove.ExecuteAsync(caller.User, id, cancellationToken);
        return ApiResults.From(removed, _ => ApiResults.NoContent());
    }
}
