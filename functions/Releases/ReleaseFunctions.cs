using Deis.Functions.Admission;
using Deis.Functions.Http;
using Deis.Functions.Operations;
using Deis.Functions.Reference;
using Deis.Platform.Releases;
using Deis.Platform.Results;
using Deis.Platform.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Releases;

/// <summary>Releases of an app (docs/protocol/controller.md §8).</summary>
[RouteValue("version", "Number of the release.", "3")]
public sealed class ReleaseFunctions(ListReleases list, FindRelease find, RollBack rollBack, OperationAnswers answers, Caller caller)
{
    private const string All = Routes.App + "/releases";

    /// <summary>Lists the releases of an app, newest first, failed ones included.</summary>
    [Function("releases-list")]
    [Answers(200, typeof(PageEnvelope<ReleaseBody>))]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = All)] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        var page = await list.ExecuteAsync(app, caller.User, Paging.Of(request), cancellationToken);
        return ApiResults.From(page, p => Paging.Envelope(request, p.Select(r => ReleaseBody.Of(r, app))));
    }

    /// <summary>Shows a release.</summary>
    [Function("releases-get")]
    [Answers(200, typeof(ReleaseBody))]
    [Fails(ErrorKind.NotFound, "No Release matches the given query.")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = All + "/v{version:regex(^[0-9]+$)}")] HttpRequest request,
        string app,
        string version,
        CancellationToken cancellationToken)
    {
        // A number too large for a release is the number of none.
        var release = await find.ExecuteAsync(app, caller.User, int.TryParse(version, out var number) ? number : 0, cancellationToken);
        return ApiResults.From(release, r => ApiResults.Ok(ReleaseBody.Of(r, app)));
    }

    /// <summary>Makes a new release of the build and configuration of an old one.</summary>
    [Function("releases-rollback")]
    [Takes(typeof(RollbackRequest), Required = false)]
    [RunsOperation]
    [Answers(201, typeof(ReleaseVersion))]
    [Fails(ErrorKind.Domain, "version cannot be below 0")]
    [Fails(ErrorKind.Domain, "Cannot roll back to initial release.")]
    [Scope(TokenLevel.Deploy)]
    [LongLived]
    public async Task<IResult> RollBackAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = All + "/rollback")] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        if (!(await RequestBody.ReadAsync(request, cancellationToken)).TryGet(out var body, out var failure))
        {
            return failure;
        }
        var started = await rollBack.ExecuteAsync(app, caller.User, body["version"], cancellationToken);
        return await answers.AnswerAsync(
            request, app, started, outcome => Task.FromResult(ApiResults.Created(new ReleaseVersion(outcome.Version))), cancellationToken);
    }
}
