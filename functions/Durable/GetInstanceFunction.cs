using Deis.Functions.Http;
using Deis.Functions.Reference;
using Deis.Platform.Results;
using DurableTask.Postgres;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Durable;

/// <summary>Shows an instance, with its history when asked for (docs/protocol/functions.md §6).</summary>
[Access(Access.Admin)]
[RouteValue("instanceId", "The instance.", "deploy-5f0c")]
public sealed class GetInstanceFunction(PostgresDurableTaskClient client)
{
    /// <summary>Shows an instance, with its history when asked for.</summary>
    [Function("durable-instances-get")]
    [Query("showHistory", "True: with its history.", Type = typeof(bool), Example = true)]
    [Query("showHistoryOutput", "True: the history has results.", Type = typeof(bool), Example = true)]
    [Query("showInput", "False: without inputs.", Type = typeof(bool), Example = false)]
    [Query("returnInternalServerErrorOnFailure", "True: the failure of the orchestration is answered with 500.", Type = typeof(bool), Example = true)]
    [Answers(200, typeof(InstanceBody))]
    [Answers(202, typeof(InstanceBody), When = "It has not ended.")]
    [Answers(500, typeof(InstanceBody), When = "It has failed, and that was wanted.")]
    [Fails(ErrorKind.Domain, "showInput must be true or false.")]
    [Fails(404, "There is no orchestration instance 'deploy-5f0c'.")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = DurableRoutes.Instance)] HttpRequest request,
        string instanceId,
        CancellationToken cancellationToken)
    {
        var query = new QueryFields(request);
        var showHistory = query.Flag("showHistory", otherwise: false);
        var showHistoryOutput = query.Flag("showHistoryOutput", otherwise: false);
        var showInput = query.Flag("showInput", otherwise: true);
        var failureIs500 = query.Flag("returnInternalServerErrorOnFailure", otherwise: false);
        if (query.AnyError(out var failure))
        {
            return failure;
        }
        if (!InstanceIds.IsValid(instanceId) || await client.GetInstanceAsync(instanceId, getInputsAndOutputs: true, cancellationToken) is not { } instance)
        {
            return InstanceAnswers.Missing(instanceId);
        }
        IReadOnlyList<HistoryEntry>? history = null;
        if (showHistory)
        {
            try
            {
                history = new HistoryEntries(await client.GetOrchestrationHistoryAsync(instanceId, cancellationToken), showInput, showHistoryOutput).List();
            }
            catch (ArgumentException)
            {
                // Purged since the look above.
                return InstanceAnswers.Missing(instanceId);
            }
        }
        return InstanceAnswers.Snapshot(request, instance, InstanceBody.Of(instance, showInput, history), failureIs500);
    }
}
