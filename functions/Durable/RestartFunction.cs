using System.Text.Json.Nodes;
using Deis.Functions.Admission;
using Deis.Functions.Http;
using Deis.Functions.Reference;
using Deis.Platform.Results;
using DurableTask.Postgres;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Deis.Functions.Durable;

/// <summary>Starts an orchestration again with the name, input and tags of an instance (docs/protocol/functions.md §6).</summary>
[Access(Access.Admin)]
[LongLived]
[RouteValue("instanceId", "The instance.", "deploy-5f0c")]
public sealed class RestartFunction(PostgresDurableTaskClient client, InstanceAnswers answers)
{
    /// <summary>Starts an orchestration again with the name, input and tags of an instance.</summary>
    [Function("durable-restart")]
    [Query("restartWithNewInstanceId", "False: under the same id.", Type = typeof(bool), Example = false)]
    [Query("timeout", "Seconds to wait for the end, at most a day.", Type = typeof(double), Example = 30)]
    [Query("pollingInterval", "Not needed here.", Type = typeof(double), Example = 1)]
    [Query("returnInternalServerErrorOnFailure", "True: the failure of the orchestration is answered with 500.", Type = typeof(bool), Example = true)]
    [Answers(202, typeof(StartBody))]
    [Answers(200, typeof(JsonNode), Example = """{"ok":true}""", When = "It has ended well within `timeout`: its output.")]
    [Answers(500, typeof(InstanceBody), When = "It has failed, and that was wanted.")]
    [Fails(ErrorKind.Domain, "There is no orchestration instance 'deploy-5f0c' to restart.")]
    [Fails(ErrorKind.Conflict, "An orchestration with the instance id 'deploy-5f0c' exists already.")]
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
