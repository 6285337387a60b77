using Deis.Functions.Http;
using Deis.Functions.Reference;
using Deis.Platform.Results;
using DurableTask.Postgres;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Deis.Functions.Durable;

/// <summary>Lists instances page by page (docs/protocol/functions.md §6).</summary>
[Access(Access.Admin)]
public sealed class ListInstancesFunction(PostgresDurableTaskClient client)
{
    private const string ContinuationToken = "x-ms-continuation-token";

    /// <summary>Lists instances page by page; the header <c>x-ms-continuation-token</c> of an answer, sent back, leads to the next page.</summary>
    [Function("durable-instances-list")]
    [Query("runtimeStatus", "Only those in these statuses, with commas.", Example = "Running,Failed")]
    [Query("createdTimeFrom", "Only those started from then on.", Example = "2026-11-28T08:00:00Z")]
    [Query("createdTimeTo", "Only those started until then.", Example = "2026-11-29T08:00:00Z")]
    [Query("lastUpdatedTimeFrom", "Only those that did something from then on.", Example = "2026-11-28T08:00:00Z")]
    [Query("lastUpdatedTimeTo", "Only those that last did something before.", Example = "2026-11-29T08:00:00Z")]
    [Query("completedTimeFrom", "Only those that ended from then on.", Example = "2026-11-28T08:00:00Z")]
    [Query("completedTimeTo", "Only those that ended until then.", Example = "2026-11-29T08:00:00Z")]
    [Query("name", "Only those of this orchestrator.", Example = "Deploy")]
    [Query("instanceIdPrefix", "Only those whose id begins so.", Example = "deploy-")]
    [Query("tag", "Only those with this tag, key:value.", Example = "team:shop")]
    [Query("newestFirst", "True: the newest first.", Type = typeof(bool), Example = true)]
    [Query("top", "Instances per page; 100 when it is missing.", Type = typeof(int), Example = 20)]
    [Query("showInput", "False: without inputs.", Type = typeof(bool), Example = false)]
    [Answers(200, typeof(InstanceBody[]))]
    [Fails(ErrorKind.Domain, "showInput must be true or false.")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = DurableRoutes.Instances)] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var query = new QueryFields(request);
        var showInput = query.Flag("showInput", otherwise: true);
        var filter = ReadFilter(query);
        if (query.AnyError(out var failure))
        {
            return failure;
        }
        var token = request.Headers[ContinuationToken].ToString();
        try
        {
            await foreach (var page in client.GetAllInstancesAsync(filter).AsPages(token).WithCancellation(cancellationToken))
            {
                if (page.ContinuationToken is { } next)
                {
                    request.HttpContext.Response.Headers[ContinuationToken] = next;
                }
                return DurableJson.Answer(page.Values.Select(instance => InstanceBody.Of(instance, showInput)));
            }
        }
        catch (ArgumentException) when (token.Length > 0)
        {
            return ApiResults.Detail(StatusCodes.Status400BadRequest, $"{ContinuationToken} is not a token that an earlier page of such a query returned.");
        }
        throw new InvalidOperationException("A query has at least one page.");
    }

    private static PostgresOrchestrationQuery ReadFilter(QueryFields query) => new()
    {
        Statuses = query.Statuses("runtimeStatus"),
        CreatedFrom = query.Moment("createdTimeFrom"),
        CreatedTo = query.Moment("createdTimeTo"),
        LastUpdatedFrom = query.Moment("lastUpdatedTimeFrom"),
        LastUpdatedTo = query.Moment("lastUpdatedTimeTo"),
        CompletedFrom = query.Moment("completedTimeFrom"),
        CompletedTo = query.Moment("completedTimeTo"),
        Name = query.Text("name"),
        InstanceIdPrefix = query.Text("instanceIdPrefix"),
        Tags = query.Tags("tag"),
        NewestFirst = query.Flag("newestFirst", otherwise: false),
        PageSize = query.Count("top", OrchestrationQuery.DefaultPageSize),
        FetchInputsAndOutputs = true,
    };
}
