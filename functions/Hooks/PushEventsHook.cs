using Deis.Functions.Http;
using Deis.Functions.Reference;
using Deis.Platform.Data;
using Deis.Platform.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;

namespace Deis.Functions.Hooks;

/// <summary>Tells the SSH gateway how a push goes on (docs/protocol/controller.md §12).</summary>
[Access(Access.Builder)]
[Produces(PushEvents.MediaType)]
[RouteValue("operation", "Id of the operation.", "push-5f0c9a8b7d6e4f3a2b1c0d9e8f7a6b5c")]
public sealed class PushEventsHook(DeisDbContext database, PushEvents events)
{
    /// <summary>Shows the lines of a push after number <paramref name="after"/> as they come, and at last how it ended.</summary>
    [Function("hooks-push-events")]
    [Query("after", "Only lines after this number.", Type = typeof(long), Example = 12L)]
    [Answers(200, typeof(string), MediaType = PushEvents.MediaType, Example = "{\"seq\":1,\"line\":\"-----> Node.js app detected\"}\n{\"status\":\"succeeded\",\"version\":3}\n", When = "One JSON object per line.")]
    [Fails(ErrorKind.NotFound, "No Operation matches the given query.")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v2/hooks/push/{operation}/events")] HttpRequest request,
        string operation,
        long after = 0,
        CancellationToken cancellationToken = default)
    {
        var exists = await database.Operations.AnyAsync(o => o.Id == operation, cancellationToken);
        return exists ? new NdjsonResult(events.ReadAsync(operation, after, cancellationToken)) : ApiResults.Failure(Error.NotFound("Operation"));
    }
}
