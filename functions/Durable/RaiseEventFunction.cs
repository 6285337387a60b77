using System.Text.Json.Nodes;
using Deis.Functions.Http;
using Deis.Functions.Reference;
using Deis.Platform.Results;
using DurableTask.Postgres;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Durable;

/// <summary>Sends an event to a live instance, with the body as its payload (docs/protocol/functions.md §6).</summary>
[Access(Access.Admin)]
[RouteValue("eventName", "Name of the event.", "cancel")]
[RouteValue("instanceId", "The instance.", "deploy-5f0c")]
public sealed class RaiseEventFunction(PostgresDurableTaskClient client, InstanceAnswers answers)
{
    /// <summary>Sends an event to a live instance, with the body as its payload.</summary>
    [Function("durable-raise-event")]
    [Takes(typeof(JsonNode), Required = false, Example = """{"ok":true}""")]
    [Answers(202)]
    [Fails(ErrorKind.Domain, "Only application/json request content is supported")]
    [Fails(404, "There is no orchestration instance 'deploy-5f0c'.")]
    [Fails(410, "The orchestration instance 'deploy-5f0c' has ended; it is Completed.")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = DurableRoutes.Instance + "/raiseEvent/{eventName}")] HttpRequest request,
        string instanceId,
        string eventName,
        CancellationToken cancellationToken)
    {
        if (await answers.FindAsync(instanceId, cancellationToken) is not { } instance)
        {
            return InstanceAnswers.Missing(instanceId);
        }
        if (instance.IsCompleted)
        {
            return InstanceAnswers.Gone(instance);
        }
        if (!request.HasJsonContentType())
        {
            return ApiResults.Detail(StatusCodes.Status400BadRequest, "Only application/json request content is supported");
        }
        var body = await JsonBody.ReadAsync(request, cancellationToken);
        if (body.Failure is { } failure)
        {
            return failure;
        }
        if (await client.TryRaiseEventAsync(instanceId, eventName, body.Value, cancellationToken))
        {
            return Results.StatusCode(StatusCodes.Status202Accepted);
        }
        // It has ended since the look above, or is even gone.
        return await answers.FindAsync(instanceId, cancellationToken) is { } ended ? InstanceAnswers.Gone(ended) : InstanceAnswers.Missing(instanceId);
    }
}
