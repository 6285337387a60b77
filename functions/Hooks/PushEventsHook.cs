using Deis.Functions.Http;
using Deis.Platform.Data;
using Deis.Platform.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;

namespace Deis.Functions.Hooks;

/// <summary>Tells the SSH gateway how a push goes on (docs/protocol/controller.md §12).</summary>
[Access(Access.Builder)]
[Produces(PushEvents.MediaType)]
public sealed class PushEventsHook(DeisDbContext database, PushEvents events)
{
    /// <summary>The lines after number <paramref name="after"/> as they come, and at last how it ended.</summary>
    [Function("hooks-push-events")]
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
