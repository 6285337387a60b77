using Deis.Functions.Http;
using Deis.Functions.Reference;
using Deis.Platform.Results;
using DurableTask.Postgres;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Durable;

/// <summary>Lets a held instance go on (docs/protocol/functions.md §6).</summary>
[Access(Access.Admin)]
[RouteValue("instanceId", "The instance.", "deploy-5f0c")]
public sealed class ResumeFunction(PostgresDurableTaskClient client, InstanceAnswers answers)
{
    /// <summary>Lets a held instance go on.</summary>
    [Function("durable-resume")]
    [Query("reason", "Why.", Example = "The cluster has been moved.")]
    [Answers(202)]
    [Fails(ErrorKind.Domain, "reason may not hold NUL characters.")]
    [Fails(404, "There is no orchestration instance 'deploy-5f0c'.")]
    [Fails(410, "The orchestration instance 'deploy-5f0c' has ended; it is Completed.")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = DurableRoutes.Instance + "/resume")] HttpRequest request,
        string instanceId,
        CancellationToken cancellationToken)
    {
        var query = new QueryFields(request);
        var reason = query.Text("reason");
        return query.AnyError(out var failure)
            ? failure
            : await answers.ActAsync(instanceId, () => client.ResumeInstanceAsync(instanceId, reason, cancellationToken), cancellationToken);
    }
}
