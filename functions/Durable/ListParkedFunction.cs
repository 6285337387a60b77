using Deis.Functions.Http;
using Deis.Functions.Reference;
using DurableTask.Postgres;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Durable;

/// <summary>Lists the instances that the workers gave up on (docs/protocol/functions.md §6).</summary>
[Access(Access.Admin)]
public sealed class ListParkedFunction(PostgresDurableTaskClient client)
{
    /// <summary>Lists the instances that the workers gave up on.</summary>
    [Function("durable-parked-list")]
    [Answers(200, typeof(ParkedInstance[]), Example = """[{"instanceId":"deploy-5f0c","name":"Deploy","reason":"The worker ended five times in its turn."}]""")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = DurableRoutes.Parked)] HttpRequest request,
        CancellationToken cancellationToken) =>
        DurableJson.Answer(await client.GetParkedInstancesAsync(cancellationToken));
}
