using Deis.Functions.Admission;
using Deis.Functions.Http;
using Deis.Functions.Reference;
using Deis.Platform.Results;
using DurableTask.Postgres;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Deis.Functions.Durable;

/// <summary>Removes ended instances that match, with their histories (docs/protocol/functions.md §6).</summary>
[Access(Access.Admin)]
[LongLived]
public sealed class PurgeInstancesFunction(PostgresDurableTaskClient client, TimeProvider time)
{
    /// <summary>Removes ended instances that match, with their histories.</summary>
    [Function("durable-instances-purge-many")]
    [Query("createdTimeFrom", "Only those started from then on.", Required = true, Example = "2026-11-28T08:00:00Z")]
    [Query("createdTimeTo", "Only those started until then; missing: now.", Example = "2026-11-29T08:00:00Z")]
    [Query("runtimeStatus", "Only those in these statuses, with commas.", Example = "Completed,Failed")]
    [Query("recursive", "True: their ended sub-orchestrations too.", Type = typeof(bool), Example = true)]
    [Answers(200, typeof(PurgeBody))]
    [Fails(ErrorKind.Domain, "createdTimeFrom is required: say from when on instances may be removed.")]
    [Fails(404, "No ended instance matches.")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = DurableRoutes.Instances)] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var query = new QueryFields(request);
        var from = query.Moment("createdTimeFrom");
        var to = query.Moment("createdTimeTo");
        var statuses = query.Statuses("runtimeStatus");
        var options = new PurgeInstanceOptions(query.Flag("recursive", otherwise: false));
        if (from is null)
        {
            query.Note("createdTimeFrom", "is required: say from when on instances may be removed");
        }
        if (statuses?.Any(IsLive) == true)
        {
            query.Note("runtimeStatus", "may only name statuses of ended instances here");
        }
        if (query.AnyError(out var failure))
        {
            return failure;
        }
        var filter = new PurgeInstancesFilter(from, to ?? time.GetUtcNow(), statuses);
        var purged = await client.PurgeAllInstancesAsync(filter, options, cancellationToken);
        return purged.PurgedInstanceCount == 0
            ? ApiResults.Detail(StatusCodes.Status404NotFound, "No ended instance matches.")
            : DurableJson.Answer(new PurgeBody(purged.PurgedInstanceCount));
    }

    private static bool IsLive(OrchestrationRuntimeStatus status) =>
        status is OrchestrationRuntimeStatus.Running or OrchestrationRuntimeStatus.Pending or OrchestrationRuntimeStatus.Suspended;
}
