using Deis.Functions.Http;
using DurableTask.Postgres;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Durable;

/// <summary>Shows an instance, with its history when asked for (docs/protocol/functions.md §6).</summary>
[Access(Access.Admin)]
public sealed class GetInstanceFunction(PostgresDurableTaskClient client)
{
    /// <summary>Shows an instance, with its history when asked for (docs/protocol/functions.md §6).</summary>
    [Function("durable-instances-get")]
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
