using Deis.Functions.Http;
using DurableTask.Postgres;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Durable;

/// <summary>Holds a live instance (docs/protocol/functions.md §6).</summary>
[Access(Access.Admin)]
public sealed class SuspendFunction(PostgresDurableTaskClient client, InstanceAnswers answers)
{
    /// <summary>Holds a live instance (docs/protocol/functions.md §6).</summary>
    [Function("durable-suspend")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = DurableRoutes.Instance + "/suspend")] HttpRequest request,
        string instanceId,
        CancellationToken cancellationToken)
    {
        var query = new QueryFields(request);
        var reason = query.Text("reason");
        return query.AnyError(out var failure)
            ? failure
            : await answers.ActAsync(instanceId, () => client.SuspendInstanceAsync(instanceId, reason, cancellationToken), cancellationToken);
    }
}
