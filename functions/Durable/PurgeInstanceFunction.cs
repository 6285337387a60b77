using Deis.Functions.Http;
using Deis.Functions.Reference;
using Deis.Platform.Results;
using DurableTask.Postgres;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Deis.Functions.Durable;

/// <summary>Removes an ended instance and its history (docs/protocol/functions.md §6).</summary>
[Access(Access.Admin)]
[RouteValue("instanceId", "The instance.", "deploy-5f0c")]
public sealed class PurgeInstanceFunction(PostgresDurableTaskClient client, InstanceAnswers answers)
{
    /// <summary>Removes an ended instance and its history.</summary>
    [Function("durable-instances-purge")]
    [Query("recursive", "True: its ended sub-orchestrations too.", Type = typeof(bool), Example = true)]
    [Answers(200, typeof(PurgeBody))]
    [Fails(ErrorKind.Domain, "showInput must be true or false.")]
    [Fails(404, "There is no orchestration instance 'deploy-5f0c'.")]
    [Fails(412, "Only ended instances can be purged; 'deploy-5f0c' is Running. Terminate it first.")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = DurableRoutes.Instance)] HttpRequest request,
        string instanceId,
        CancellationToken cancellationToken)
    {
        var query = new QueryFields(request);
        var options = new PurgeInstanceOptions(query.Flag("recursive", otherwise: false));
        if (query.AnyError(out var failure))
        {
            return failure;
        }
        if (await answers.FindAsync(instanceId, cancellationToken) is not { } instance)
        {
            return InstanceAnswers.Missing(instanceId);
        }
        if (!instance.IsCompleted)
        {
            return ApiResults.Detail(
                StatusCodes.Status412PreconditionFailed,
                $"Only ended instances can be purged; '{instanceId}' is {instance.RuntimeStatus}. Terminate it first.");
        }
        var purged = await client.PurgeInstanceAsync(instanceId, options, cancellationToken);
        return DurableJson.Answer(new PurgeBody(purged.PurgedInstanceCount));
    }
}
