using Deis.Functions.Http;
using Deis.Functions.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Hooks;

/// <summary>Takes pushes from the SSH gateway (docs/protocol/controller.md §12).</summary>
[Access(Access.Builder)]
public sealed class PushHook(StartPush start)
{
    /// <summary>Starts the deploy of an uploaded source tarball.</summary>
    [Function("hooks-push")]
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
