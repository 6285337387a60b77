using Deis.Functions.Http;
using Deis.Platform.Users;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Users;

/// <summary>Who administers the platform (docs/protocol/controller.md §3.5).</summary>
[Access(Access.Admin)]
public sealed class AdminFunctions(ListUsers list, AppointAdmin appoint)
{
    private const string All = "v2/admin/perms";

    /// <summary>All of them.</summary>
    [Function("admins-list")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = All)] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var page = await list.AdminsAsync(Paging.Of(request), cancellationToken);
        return Paging.Envelope(request, page.Select(AdminBody.Of));
    }

    /// <summary>One more.</summary>
    [Function("admins-add")]
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

    /// <summary>One less.</summary>
    [Function("admins-remove")]
    public async Task<IResult> RemoveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = All + "/{username:regex(^[\\w.@+-]+$)}")] HttpRequest request,
        string username,
        CancellationToken cancellationToken) =>
        ApiResults.From(await appoint.ExecuteAsync(username, isAdmin: false, cancellationToken), _ => ApiResults.NoContent());
}
