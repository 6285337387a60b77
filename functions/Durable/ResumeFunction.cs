using Deis.Functions.Http;
using DurableTask.Postgres;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Durable;

/// <summary>Lets a held instance go on (docs/protocol/functions.md §6).</summary>
[Access(Access.Admin)]
public sealed class ResumeFunction(PostgresDurableTaskClient client, InstanceAnswers answers)
{
    /// <summary>Lets a held instance go on (docs/protocol/functions.md §6).</summary>
    [Function("durable-resume")]
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
