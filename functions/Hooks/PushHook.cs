using Deis.Functions.Http;
using Deis.Functions.Operations;
using Deis.Functions.Reference;
using Deis.Platform.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Hooks;

/// <summary>Takes pushes from the SSH gateway (docs/protocol/controller.md §12).</summary>
[Access(Access.Builder)]
public sealed class PushHook(StartPush start)
{
    /// <summary>Starts the deploy of an uploaded source tarball.</summary>
    [Function("hooks-push")]
    [Takes(typeof(PushRequest))]
    [Answers(202, typeof(StartedOperation))]
    [Fails(ErrorKind.Field, "A commit is 40 hexadecimal digits in lower case.", "sha")]
    [Fails(ErrorKind.Forbidden, "You do not have permission to perform this action.")]
    [Fails(ErrorKind.NotFound, "No User matches the given query.")]
    [Fails(ErrorKind.NotFound, "No App matches the given query.")]
    [Fails(ErrorKind.Conflict, "push-5f0c9a8b7d6e4f3a2b1c0d9e8f7a6b5c is the push of somebody else; choose another id.")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v2/hooks/push")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (!(await RequestBody.ReadAsync(request, cancellationToken)).TryGet(out var body, out var failure))
        {
            return failure;
        }
        var started = await start.ExecuteAsync(body, cancellationToken);
        return ApiResults.From(started, operation => new AcceptedResult($"/v2/hooks/push/{operation}/events", operation));
    }
}
