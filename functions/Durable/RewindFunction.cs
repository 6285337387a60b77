using Deis.Functions.Http;
using Deis.Functions.Reference;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Deis.Functions.Durable;

/// <summary>Says that the engine cannot set a failed instance back behind its failure (docs/protocol/functions.md §6).</summary>
[Access(Access.Admin)]
[RouteValue("instanceId", "The instance.", "deploy-5f0c")]
public sealed class RewindFunction(InstanceAnswers answers)
{
    /// <summary>Says that the engine cannot set a failed instance back behind its failure.</summary>
    [Function("durable-rewind")]
    [Fails(412, "Only failed instances can be rewound; 'deploy-5f0c' is Running.")]
    [Fails(501, "This engine does not rewind; restart the instance.")]
    [Fails(404, "There is no orchestration instance 'deploy-5f0c'.")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = DurableRoutes.Instance + "/rewind")] HttpRequest request,
        string instanceId,
        CancellationToken cancellationToken)
    {
        if (await answers.FindAsync(instanceId, cancellationToken) is not { } instance)
        {
            return InstanceAnswers.Missing(instanceId);
        }
        return instance.RuntimeStatus == OrchestrationRuntimeStatus.Failed
            ? ApiResults.Detail(StatusCodes.Status501NotImplemented, "This engine does not rewind; restart the instance.")
            : ApiResults.Detail(
                StatusCodes.Status412PreconditionFailed, $"Only failed instances can be rewound; '{instanceId}' is {instance.RuntimeStatus}.");
    }
}
