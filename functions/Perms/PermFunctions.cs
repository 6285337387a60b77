using Deis.Functions.Http;
using Deis.Functions.Reference;
using Deis.Functions.Users;
using Deis.Platform.Apps;
using Deis.Platform.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Perms;

/// <summary>With whom an app is shared (docs/protocol/controller.md §3.3).</summary>
[RouteValue("username", "The account.", "bob")]
public sealed class PermFunctions(ListCollaborators list, ShareApp share, UnshareApp unshare, Caller caller)
{
    private const string All = Routes.App + "/perms";

    /// <summary>Lists with whom an app is shared.</summary>
    [Function("perms-list")]
    [Answers(200, typeof(PermList))]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = All)] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        var names = await list.ExecuteAsync(app, caller.User, cancellationToken);
        return ApiResults.From(names, n => ApiResults.Ok(new PermList(n)));
    }

    /// <summary>Shares an app with somebody.</summary>
    [Function("perms-add")]
    [Takes(typeof(UsernameRequest))]
    [Answers(201)]
    [Fails(ErrorKind.Field, "This field is required.", "username")]
    [Fails(ErrorKind.NotFound, "No User matches the given query.")]
    public async Task<IResult> AddAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = All)] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        if (!(await RequestBody.ReadAsync(request, cancellationToken)).TryGet(out var body, out var failure))
        {
            return failure;
        }
        var shared = await share.ExecuteAsync(app, caller.User, new TextFields(body).Required("username"), cancellationToken);
        return ApiResults.From(shared, _ => ApiResults.CreatedEmpty());
    }

    /// <summary>Ends that an app is shared with somebody, or with oneself.</summary>
    [Function("perms-remove")]
    [Answers(204)]
    [Fails(ErrorKind.NotFound, "No User matches the given query.")]
    public async Task<IResult> RemoveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = All + "/{username:regex(^[-_\\w.@+]+$)}")] HttpRequest request,
        string app,
        string username,
        CancellationToken cancellationToken) =>
        ApiResults.From(await unshare.ExecuteAsync(app, caller.User, username, cancellationToken), _ => ApiResults.NoContent());
}
