using Deis.Functions.Http;
using Deis.Functions.Reference;
using Deis.FunctionsHost.Routing;
using Deis.Platform.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Npgsql;
using HttpResults = Microsoft.AspNetCore.Http.Results;

namespace Deis.Functions.Probes;

/// <summary>Tells load balancers how the process is (docs/protocol/controller.md §4).</summary>
[Access(Access.Anonymous)]
[Produces(ProducesAttribute.Anything)]
[DisableRateLimiting]
public sealed partial class ProbeFunctions(NpgsqlDataSource database, ILogger<ProbeFunctions> logger)
{
    /// <summary>Says that the process runs.</summary>
    [Function("healthz")]
    [Answers(200, typeof(string), MediaType = "text/html", Example = "OK")]
    [TrailingSlash(TrailingSlash.Forbidden)]
    public static IResult Health([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "healthz")] HttpRequest request) => Ok();

    /// <summary>Says that the process can serve requests: the database answers.</summary>
    [Function("readiness")]
    [Answers(200, typeof(string), MediaType = "text/html", Example = "OK")]
    [Fails(ErrorKind.Unavailable, "The database does not answer.")]
    [TrailingSlash(TrailingSlash.Forbidden)]
    public async Task<IResult> ReadinessAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "readiness")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        try
        {
            await using var command = database.CreateCommand("select 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return Ok();
        }
        catch (NpgsqlException e)
        {
            DatabaseAway(e);
            return ApiResults.Detail(StatusCodes.Status503ServiceUnavailable, "The database does not answer.");
        }
    }

    private static IResult Ok() => HttpResults.Text("OK", "text/html; charset=utf-8");

    [LoggerMessage(EventId = 3101, Level = LogLevel.Warning, Message = "The database does not answer")]
    private partial void DatabaseAway(Exception exception);
}
