using Deis.Functions.Http;
using Deis.Functions.Reference;
using DurableTask.Postgres;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Durable;

/// <summary>Lets a parked instance be tried again (docs/protocol/functions.md §6).</summary>
[Access(Access.Admin)]
[RouteValue("instanceId", "The instance.", "deploy-5f0c")]
public sealed class ReleaseFunction(PostgresDurableTaskClient client, InstanceAnswers answers)
{
    /// <summary>Lets a parked instance be tried again.</summary>
    [Function("durable-release")]
    [Answers(202)]
    [Fails(404, "There is no orchestration instance 'deploy-5f0c'.")]
    [Fails(409, "The orchestration instance 'deploy-5f0c' is not parked.")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = DurableRoutes.Instance + "/release")] HttpRequest request,
        string instanceId,
        CancellationToken cancellationToken)
    {
        if (await answers.FindAsync(instanceId, cancellationToken) is null)
        {
            return InstanceAnswers.Missing(instanceId);
        }
        return await client.ReleaseParkedInstanceAsync(instanceId, cancellationToken)
            ? Results.StatusCode(StatusCodes.Status202Accepted)
            : ApiResults.Detail(StatusCodes.Status409Conflict, $"The orchestration instance '{instanceId}' is not parked.");
    }
}
