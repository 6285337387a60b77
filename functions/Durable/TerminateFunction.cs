using Deis.Functions.Http;
using DurableTask.Postgres;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Deis.Functions.Durable;

/// <summary>Ends a live instance; its code does not run for it (docs/protocol/functions.md §6).</summary>
[Access(Access.Admin)]
public sealed class TerminateFunction(PostgresDurableTaskClient client, InstanceAnswers answers)
{
    /// <summary>Ends a live instance; its code does not run for it (docs/protocol/functions.md §6).</summary>
    [Function("durable-terminate")]
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
