using Deis.Functions.Http;
using Deis.Functions.Reference;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Users;

/// <summary>Who administers the platform (docs/protocol/controller.md §3.5).</summary>
[Access(Access.Admin)]
[RouteValue("username", "The account.", "bob")]
public sealed class AdminFunctions(ListUsers list, AppointAdmin appoint)
{
    private const string All = "v2/admin/perms";

    /// <summary>Lists the administrators of the platform.</summary>
    [Function("admins-list")]
    [Answers(200, typeof(PageEnvelope<AdminBody>))]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = All)] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var page = await list.AdminsAsync(Paging.Of(request), cancellationToken);
        return Paging.Envelope(request, page.Select(AdminBody.Of));
    }

    /// <summary>Makes somebody an administrator.</summary>
    [Function("admins-add")]
    [Takes(typeof(UsernameRequest))]
    [Answers(201)]
    [Fails(ErrorKind.Field, "This field is required.", "username")]
    [Fails(ErrorKind.NotFound, "No User matches the given query.")]
    public async Task<IResult> AddAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = All)] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (!(await RequestBody.ReadAsync(request, cancellationToken)).TryGet(out var body, out var failure))
        {
            return failure;
        }
        return new TextFields(body).Required("username").TryGet(out var username, out var error)
            ? ApiResults.From(await appoint.ExecuteAsync(username, isAdmin: true, cancellationToken), _ => ApiResults.CreatedEmpty())
            : ApiResults.Failure(error);
    }

    /// <summary>Ends that somebody is an administrator.</summary>
    [Function("admins-remove")]
    [Answers(204)]
    [Fails(ErrorKind.NotFound, "No User matches the given query.")]
    [Fails(ErrorKind.Conflict, "alice is the last administrator of the platform. Make somebody else one first: deis perms:create <user> --admin")]
    public async Task<IResult> RemoveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = All + "/{username:regex(^[\\w.@+-]+$)}")] HttpRequest request,
        string username,
        CancellationToken cancellationToken) =>
        ApiResults.From(await appoint.ExecuteAsync(username, isAdmin: false, cancellationToken), _ => ApiResults.NoContent());
}
