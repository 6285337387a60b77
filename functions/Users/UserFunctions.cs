using Deis.Functions.Auth;
using Deis.Functions.Http;
using Deis.Functions.Reference;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Users;

/// <summary>All accounts, for administrators (docs/protocol/controller.md §3.5).</summary>
[Access(Access.Admin)]
[RouteValue("username", "The account.", "bob")]
public sealed class UserFunctions(ListUsers list, LockAccount accounts)
{
    private const string One = "v2/users/{username:regex(^[\\w.@+-]+$)}";

    /// <summary>Lists all accounts, by name.</summary>
    [Function("users-list")]
    [Answers(200, typeof(PageEnvelope<UserBody>))]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "v2/users")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var page = await list.ExecuteAsync(Paging.Of(request), cancellationToken);
        return Paging.Envelope(request, page.Select(UserBody.Of));
    }

    /// <summary>Locks an account: nobody logs in to it, and its tokens and keys are refused.</summary>
    [Function("users-disable")]
    [Answers(204)]
    [Fails(ErrorKind.NotFound, "No User matches the given query.")]
    [Fails(ErrorKind.Conflict, "alice is the last administrator of the platform. Make somebody else one first: deis perms:create <user> --admin")]
    public async Task<IResult> DisableAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/disable")] HttpRequest request,
        string username,
        CancellationToken cancellationToken) =>
        ApiResults.From(await accounts.ExecuteAsync(username, isActive: false, cancellationToken), _ => ApiResults.NoContent());

    /// <summary>Lets a locked account in again.</summary>
    [Function("users-enable")]
    [Answers(204)]
    [Fails(ErrorKind.NotFound, "No User matches the given query.")]
    public async Task<IResult> EnableAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/enable")] HttpRequest request,
        string username,
        CancellationToken cancellationToken) =>
        ApiResults.From(await accounts.ExecuteAsync(username, isActive: true, cancellationToken), _ => ApiResults.NoContent());
}
