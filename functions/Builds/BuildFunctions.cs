using Deis.Functions.Admission;
using Deis.Functions.Http;
using Deis.Functions.Operations;
using Deis.Platform.Builds;
using Deis.Platform.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Builds;

/// <summary>Builds of an app (docs/protocol/controller.md §7).</summary>
public sealed class BuildFunctions(ListBuilds list, FindBuild find, PostBuild post, OperationAnswers answers, Caller caller)
{
    private const string Route = Routes.App + "/builds";

    /// <summary>All of them, newest first.</summary>
    [Function("builds-list")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        var page = await list.ExecuteAsync(app, caller.User, Paging.Of(request), cancellationToken);
        return ApiResults.From(page, p => Paging.Envelope(request, p.Select(b => BuildBody.Of(b, app, b.Owner!.Username))));
    }

    /// <summary>Shows one.</summary>
    [Function("builds-get")]
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
