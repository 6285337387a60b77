using Deis.Functions.Http;
using Deis.Platform.Domains;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Domains;

/// <summary>Host names of an app (docs/protocol/controller.md §9.3).</summary>
public sealed class DomainFunctions(ListDomains list, AddDomain add, RemoveDomain remove, Caller caller)
{
    private const string All = Routes.App + "/domains";

    /// <summary>All of them.</summary>
    [Function("domains-list")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = All)] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        var page = await list.ExecuteAsync(app, caller.User, Paging.Of(request), cancellationToken);
        return ApiResults.From(page, p => Paging.Envelope(request, p.Select(d => DomainBody.Of(d, app, d.Owner!.Username))));
    }

    /// <summary>One more.</summary>
    [Function("domains-add")]
    public async Task<IResult> AddAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = All)] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        if (!(await RequestBody.ReadAsync(request, cancellationToken)).TryGet(out var body, out var failure))
        {
            return failure;
        }
        var added = await add.ExecuteAsync(app, caller.User, new TextFields(body).Required("domain"), cancellationToken);
        return ApiResults.From(added, d => ApiResults.Created(DomainBody.Of(d, app, caller.User.Username)));
    }

    /// <summary>One less.</summary>
    [Function("domains-remove")]
    public async Task<IResult> RemoveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = All + "/{domain:regex(^\\**\\.?[-\\._\\w]+$)}")] HttpRequest request,
        string app,
        string domain,
        CancellationToken cancellationToken) =>
        ApiResults.From(await remove.ExecuteAsync(app, caller.User, domain, cancellationToken), _ => ApiResults.NoContent());
}
