using Deis.Functions.Http;
using Deis.Functions.Operations;
using Deis.Functions.Reference;
using Deis.Platform.Domains;
using Deis.Platform.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Domains;

/// <summary>Host names of an app (docs/protocol/controller.md §9.3).</summary>
[RouteValue("domain", "The host name.", "www.example.com")]
public sealed class DomainFunctions(ListDomains list, AddDomain add, RemoveDomain remove, RoutedAnswers answers, Caller caller)
{
    private const string All = Routes.App + "/domains";

    /// <summary>Lists the host names of an app.</summary>
    [Function("domains-list")]
    [Answers(200, typeof(PageEnvelope<DomainBody>))]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = All)] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        var page = await list.ExecuteAsync(app, caller.User, Paging.Of(request), cancellationToken);
        return ApiResults.From(page, p => Paging.Envelope(request, p.Select(d => DomainBody.Of(d, app, d.Owner!.Username))));
    }

    /// <summary>Adds a host name.</summary>
    [Function("domains-add")]
    [RunsOperation(OnlyWhenPreferred = true)]
    [Takes(typeof(DomainRequest))]
    [Answers(201, typeof(DomainBody))]
    [Fails(ErrorKind.Field, "Domain is already in use by another application", "domain")]
    [Fails(ErrorKind.Unavailable, "The router could not be told of the change; nothing was changed. Try again in a moment.")]
    public async Task<IResult> AddAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = All)] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        if (!(await RequestBody.ReadAsync(request, cancellationToken)).TryGet(out var body, out var failure))
        {
            return failure;
        }
        return await answers.AnswerAsync(
            request,
            () => add.ExecuteAsync(app, caller.User, new TextFields(body).Required("domain"), cancellationToken),
            d => ApiResults.Created(DomainBody.Of(d, app, caller.User.Username)));
    }

    /// <summary>Removes a host name.</summary>
    [Function("domains-remove")]
    [RunsOperation(OnlyWhenPreferred = true)]
    [Answers(204)]
    [Fails(ErrorKind.NotFound, "No Domain matches the given query.")]
    [Fails(ErrorKind.Unavailable, "The router could not be told of the change; nothing was changed. Try again in a moment.")]
    public Task<IResult> RemoveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = All + "/{domain:regex(^\\**\\.?[-\\._\\w]+$)}")] HttpRequest request,
        string app,
        string domain,
        CancellationToken cancellationToken) =>
        answers.AnswerAsync(request, () => remove.ExecuteAsync(app, caller.User, domain, cancellationToken), _ => ApiResults.NoContent());
}
