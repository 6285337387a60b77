using Deis.Functions.Builds;
using Deis.Functions.Http;
using Deis.Functions.Operations;
using Deis.Functions.Reference;
using Deis.Functions.Releases;
using Deis.Platform.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Hooks;

/// <summary>Takes a build from a builder of the original (docs/protocol/controller.md §11).</summary>
[Access(Access.Builder)]
public sealed class BuildHook(Receiver receiver, PostBuild post, OperationAnswers answers)
{
    /// <summary>Deploys a build that a builder made, and tells the number of the release.</summary>
    [Function("hooks-build")]
    [Takes(typeof(BuildHookRequest))]
    [RunsOperation]
    [Answers(200, typeof(BuildHookAnswer))]
    [Fails(ErrorKind.Field, "This field is required.", "image")]
    [Fails(ErrorKind.Forbidden, "You do not have permission to perform this action.")]
    [Fails(ErrorKind.NotFound, "No User matches the given query.")]
    [Fails(ErrorKind.NotFound, "No App matches the given query.")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v2/hooks/build")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (!(await RequestBody.ReadAsync(request, cancellationToken)).TryGet(out var body, out var failure))
        {
            return failure;
        }
        if (!(await receiver.FindAsync(body, cancellationToken)).TryGet(out var found, out var error) ||
            !(await post.ExecuteAsync(found.App.Id, found.User, body, cancellationToken)).TryGet(out var started, out error))
        {
            return ApiResults.Failure(error);
        }
        return await answers.AnswerAsync(
            request,
            found.App.Id,
            started.Operation,
            outcome => Task.FromResult(ApiResults.Ok(new BuildHookAnswer(new ReleaseVersion(outcome.Version)))),
            cancellationToken);
    }
}
