using Deis.Functions.Http;
using Deis.Platform.Domains;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Domains;

/// <summary>Host names of an app (docs/protocol/controller.md §9).</summary>
public sealed class DomainFunctions(ListDomains list, Caller caller)
{
    /// <summary>All of them.</summary>
    [Function("domains-list")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.App + "/domains")] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        var page = await list.ExecuteAsync(app, caller.User, Paging.Of(request), cancellationToken);
        return ApiResults.From(page, p => Paging.Envelope(request, p.Select(d => DomainBody.Of(d, app))));
    }
}
