using Deis.Functions.Http;
using Deis.Functions.Reference;
using Deis.Platform.Apps;
using Deis.Platform.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Apps;

/// <summary>Gives an app to another owner (docs/protocol/controller.md §5.5).</summary>
public sealed class TransferFunction(TransferApp transfer, DescribeApp describe, Caller caller)
{
    /// <summary>Gives an app to another owner.</summary>
    [Function("apps-update")]
    [Takes(typeof(TransferRequest), Required = false)]
    [Answers()]
    [Fails(ErrorKind.NotFound, "No User matches the given query.")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Routes.App)] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        if (!(await RequestBody.ReadAsync(request, cancellationToken)).TryGet(out var body, out var failure))
        {
            return failure;
        }
        if (!body.ContainsKey("owner"))
        {
            return ApiResults.From(await describe.ExecuteAsync(app, caller.User, cancellationToken), _ => ApiResults.OkEmpty());
        }
        var transferred = await transfer.ExecuteAsync(app, caller.User, new TextFields(body).Required("owner"), cancellationToken);
        return ApiResults.From(transferred, _ => ApiResults.OkEmpty());
    }
}
