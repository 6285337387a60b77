using Deis.Functions.Admission;
using Deis.Functions.Http;
using Deis.Functions.Operations;
using Deis.Functions.Reference;
using Deis.Platform.Builds;
using Deis.Platform.Results;
using Deis.Platform.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Builds;

/// <summary>Builds of an app (docs/protocol/controller.md §7).</summary>
[RouteValue("uuid", "The build.", "b1f0c2d3-4e5f-4a6b-8c7d-9e0f1a2b3c4d")]
public sealed class BuildFunctions(ListBuilds list, FindBuild find, PostBuild post, OperationAnswers answers, Caller caller)
{
    private const string Route = Routes.App + "/builds";

    /// <summary>Lists the builds of an app, newest first.</summary>
    [Function("builds-list")]
    [Answers(200, typeof(PageEnvelope<BuildBody>))]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        var page = await list.ExecuteAsync(app, caller.User, Paging.Of(request), cancellationToken);
        return ApiResults.From(page, p => Paging.Envelope(request, p.Select(b => BuildBody.Of(b, app, b.Owner!.Username))));
    }

    /// <summary>Shows a build.</summary>
    [Function("builds-get")]
    [Answers(200, typeof(BuildBody))]
    [Fails(ErrorKind.NotFound, "No Build matches the given query.")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route + "/{uuid:regex(^[-_\\w]+$)}")] HttpRequest request,
        string app,
        string uuid,
        CancellationToken cancellationToken)
    {
        var build = await find.ExecuteAsync(app, caller.User, uuid, cancellationToken);
        return ApiResults.From(build, b => ApiResults.Ok(BuildBody.Of(b, app, b.Owner!.Username)));
    }

    /// <summary>Deploys a ready build.</summary>
    [Function("builds-post")]
    [Takes(typeof(BuildRequest))]
    [RunsOperation]
    [Answers(201, typeof(BuildBody))]
    [Fails(ErrorKind.Field, "This field is required.", "image")]
    [Fails(ErrorKind.Domain, "This platform runs apps that were pushed with git; container images need a Kubernetes cluster.")]
    [Fails(ErrorKind.Conflict, "Deployment for shop is already in progress (deploy of bob, for 12 s). Wait for its end, then try again.")]
    [Scope(TokenLevel.Deploy)]
    [LongLived]
    public async Task<IResult> PostAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        if (!(await RequestBody.ReadAsync(request, cancellationToken)).TryGet(out var body, out var failure))
        {
            return failure;
        }
        if (!(await post.ExecuteAsync(app, caller.User, body, cancellationToken)).TryGet(out var started, out var error))
        {
            return ApiResults.Failure(error);
        }
        var posted = ApiResults.Created(BuildBody.Of(started.Build, app, caller.User.Username));
        return await answers.AnswerAsync(request, app, started.Operation, posted, cancellationToken);
    }
}
