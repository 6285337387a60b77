using System.Text.Json.Nodes;
using Deis.Functions.Admission;
using Deis.Functions.Http;
using Deis.Functions.Reference;
using Deis.Platform.Results;
using DurableTask.Postgres;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Deis.Functions.Durable;

/// <summary>Starts an orchestration with the body as its input (docs/protocol/functions.md §6).</summary>
[Access(Access.Admin)]
[LongLived]
[RouteValue("functionName", "The orchestrator.", "Deploy")]
[RouteValue("instanceId", "Id of the instance; a random one when it is missing.", "deploy-5f0c")]
public sealed class StartFunction(PostgresDurableTaskClient client, OrchestratorNames orchestrators, InstanceAnswers answers)
{
    /// <summary>Starts an orchestration with the body as its input.</summary>
    [Function("durable-start")]
    [Query("version", "Version of the orchestrator.", Example = "2")]
    [Query("timeout", "Seconds to wait for the end, at most a day.", Type = typeof(double), Example = 30)]
    [Query("pollingInterval", "Not needed here.", Type = typeof(double), Example = 1)]
    [Query("returnInternalServerErrorOnFailure", "True: the failure of the orchestration is answered with 500.", Type = typeof(bool), Example = true)]
    [Takes(typeof(JsonNode), Required = false, Example = """{"ok":true}""")]
    [Answers(202, typeof(StartBody))]
    [Answers(200, typeof(JsonNode), Example = """{"ok":true}""", When = "It has ended well within `timeout`: its output.")]
    [Answers(500, typeof(InstanceBody), When = "It has failed, and that was wanted.")]
    [Fails(ErrorKind.Domain, "There is no orchestrator 'Nonsense'.")]
    [Fails(ErrorKind.Conflict, "An orchestration with the instance id 'deploy-5f0c' exists already.")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = DurableRoutes.Start)] HttpRequest request,
        string functionName,
        string? instanceId,
        CancellationToken cancellationToken)
    {
        var query = new QueryFields(request);
        var answer = StartOptions.Read(query);
        var version = query.Text("version");
        if (string.IsNullOrWhiteSpace(version) && version is not null)
        {
            query.Note("version", "may not be blank");
        }
        if (query.AnyError(out var failure))
        {
            return failure;
        }
        if (!orchestrators.Contains(functionName))
        {
            return ApiResults.Detail(StatusCodes.Status400BadRequest, $"There is no orchestrator '{functionName}'.");
        }
        if (instanceId is not null && !InstanceIds.IsValid(instanceId))
        {
            return ApiResults.Detail(StatusCodes.Status400BadRequest, $"An instance id has at most {InstanceIds.MaximumLength} characters and no control characters.");
        }
        var body = await JsonBody.ReadAsync(request, cancellationToken);
        if (body.Failure is { } noJson)
        {
            return noJson;
        }
        var options = new StartOrchestrationOptions(instanceId) { Version = version is null ? null : new TaskVersion(version) };
        try
        {
            var id = await client.ScheduleNewOrchestrationInstanceAsync(functionName, body.Value, options, cancellationToken);
            return await answers.StartedAsync(request, id, answer, cancellationToken);
        }
        catch (OrchestrationAlreadyExistsException e)
        {
            return ApiResults.Detail(StatusCodes.Status409Conflict, e.Message);
        }
    }
}
