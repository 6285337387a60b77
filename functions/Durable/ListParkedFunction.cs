using Deis.Functions.Http;
using DurableTask.Postgres;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Durable;

/// <summary>Lists the instances that the workers gave up on (docs/protocol/functions.md §6).</summary>
[Access(Access.Admin)]
public sealed class ListParkedFunction(PostgresDurableTaskClient client)
{
    /// <summary>Lists the instances that the workers gave up on (docs/protocol/functions.md §6).</summary>
    [Function("durable-parked-list")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = DurableRoutes.Parked)] HttpRequest request,
        CancellationToken cancellationToken) =>
        DurableJson.Answer(await client.GetParkedInstancesAsync(cancellationToken));
}
