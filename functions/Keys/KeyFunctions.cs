using Deis.Functions.Http;
using Deis.Functions.Reference;
using Deis.Platform.Keys;
using Deis.Platform.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Keys;

/// <summary>The caller's SSH keys (docs/protocol/controller.md §4). Ids may hold slashes, so a slash at the end is part of the id.</summary>
[RouteValue("id", "Name of the key; it may hold slashes.", "alice@laptop")]
public sealed class KeyFunctions(ListKeys list, AddKey add, FindKey find, RemoveKey remove, Caller caller)
{
    private const string One = "v2/keys/{**id}";

    /// <summary>Lists the caller's SSH keys.</summary>
    [Function("keys-list")]
    [Answers(200, typeof(PageEnvelope<KeyBody>))]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "v2/keys")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var page = await list.ExecuteAsync(caller.User, Paging.Of(request), cancellationToken);
        return Paging.Envelope(request, page.Select(key => KeyBody.Of(key, caller.User)));
    }

    /// <summary>Adds an SSH key.</summary>
    [Function("keys-add")]
    [Takes(typeof(KeyRequest))]
    [Answers(201, typeof(KeyBody))]
    [Fails(ErrorKind.Field, "SSH Key with this id already exists.", "id")]
    [Fails(ErrorKind.Field, "Public Key is already in use", "public")]
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

    /// <summary>Shows an SSH key.</summary>
    [Function("keys-get")]
    [Answers(200, typeof(KeyBody))]
    [Fails(ErrorKind.NotFound, "No Key matches the given query.")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = One)] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        var key = await find.ExecuteAsync(caller.User, id, cancellationToken);
        return ApiResults.From(key, k => ApiResults.Ok(KeyBody.Of(k, caller.User)));
    }

    /// <summary>Removes an SSH key.</summary>
    [Function("keys-remove")]
    [Answers(204)]
    [Fails(ErrorKind.NotFound, "No Key matches the given query.")]
    public async Task<IResult> RemoveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = One)] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        var removed = await remove.ExecuteAsync(caller.User, id, cancellationToken);
        return ApiResults.From(removed, _ => ApiResults.NoContent());
    }
}
