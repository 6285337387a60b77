using Deis.Functions.Http;
using Deis.Functions.Reference;
using Deis.Platform.Results;
using DurableTask.Postgres;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Deis.Functions.Durable;

/// <summary>Ends a live instance; its code does not run for it (docs/protocol/functions.md §6).</summary>
[Access(Access.Admin)]
[RouteValue("instanceId", "The instance.", "deploy-5f0c")]
public sealed class TerminateFunction(PostgresDurableTaskClient client, InstanceAnswers answers)
{
    /// <summary>Ends a live instance; its code does not run for it.</summary>
    [Function("durable-terminate")]
    [Query("reason", "Why.", Example = "It hangs.")]
    [Query("recursive", "True: its live sub-orchestrations too.", Type = typeof(bool), Example = true)]
    [Answers(202)]
    [Fails(ErrorKind.Domain, "recursive must be true or false.")]
    [Fails(404, "There is no orchestration instance 'deploy-5f0c'.")]
    [Fails(410, "The orchestration instance 'deploy-5f0c' has ended; it is Completed.")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = DurableRoutes.Instance + "/terminate")] HttpRequest request,
        string instanceId,
        CancellationToken cancellationToken)
    {
        var query = new QueryFields(request);
        var options = new TerminateInstanceOptions(query.Text("reason"), query.Flag("recursive", otherwise: false));
        return query.AnyError(out var failure)
            ? failure
            : await answers.ActAsync(instanceId, () => client.TerminateInstanceAsync(instanceId, options, cancellationToken), cancellationToken);
    }
}
