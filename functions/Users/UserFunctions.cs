using Deis.Functions.Auth;
using Deis.Functions.Http;
using Deis.Platform.Users;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Users;

/// <summary>All accounts, for administrators (docs/protocol/controller.md §3.5).</summary>
[Access(Access.Admin)]
public sealed class UserFunctions(ListUsers list)
{
    /// <summary>All of them.</summary>
    [Function("users-list")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "v2/users")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var page = await list.ExecuteAsync(Paging.Of(request), cancellationToken);
        return Paging.Envelope(request, page.Select(UserBody.Of));
    }
}
