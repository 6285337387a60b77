using Deis.Functions.Admission;
using Deis.Functions.Http;
using DurableTask.Postgres;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Deis.Functions.Durable;

/// <summary>Starts an orchestration again with the name, input and tags of an instance (docs/protocol/functions.md §6).</summary>
[Access(Access.Admin)]
[LongLived]
public sealed class RestartFunction(PostgresDurableTaskClient client, InstanceAnswers answers)
{
    /// <summary>Starts an orchestration again with the name, input and tags of an instance (docs/protocol/functions.md §6).</summary>
    [Function("durable-restart")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = DurableRoutes.Instance + "/restart")] HttpRequest request,
        string instanceId,
        CancellationToken cancellationToken)
    {
        var query = new QueryFields(request);
        var answer = StartOptions.Read(query);
        var withNewId = query.Flag("restartWithNewInstanceId", otherwise: true);
        if (query.AnyError(out var failure))
        {
            return failure;
        }
        try
        {
            var id = await client.RestartAsync(instanceId, withNewId, cancellationToken);
            return await answers.StartedAsync(request, id, answer, cancellationToken);
        }
        catch (ArgumentException)
        {
            return ApiResults.Detail(StatusCodes.Status400BadRequest, $"There is no orchestration instance '{instanceId}' to restart.");
        }
        catch (OrchestrationAlreadyExistsException e)
        {
            return ApiResults.Detail(StatusCodes.Status409Conflict, e.Message);
        }
    }
}
