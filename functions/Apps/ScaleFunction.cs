using Deis.Functions.Admission;
using Deis.Functions.Http;
using Deis.Functions.Operations;
using Deis.Functions.Reference;
using Deis.Platform.Results;
using Deis.Platform.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Apps;

/// <summary>Changes how many processes run (docs/protocol/controller.md §5).</summary>
public sealed class ScaleFunction(ScaleApp scale, OperationAnswers answers, Caller caller)
{
    /// <summary>Changes how many processes of each type run.</summary>
    [Function("apps-scale")]
    [Takes(typeof(ScaleRequest))]
    [RunsOperation]
    [Answers(204, When = "Also when nothing changes.")]
    [Fails(ErrorKind.Domain, "No build associated with this release")]
    [Fails(ErrorKind.NotFoundDetail, "Container type worker does not exist in application")]
    [Scope(TokenLevel.Deploy)]
    [LongLived]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Routes.App + "/scale")] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        if (!(await RequestBody.ReadAsync(request, cancellationToken)).TryGet(out var body, out var failure))
        {
            return failure;
        }
        if (!(await scale.ExecuteAsync(app, caller.User, body, cancellationToken)).TryGet(out var operation, out var error))
        {
            return ApiResults.Failure(error);
        }
        return operation is null
            ? ApiResults.NoContent()
            : await answers.AnswerAsync(request, app, operation, ApiResults.NoContent(), cancellationToken);
    }
}
