using System.Globalization;
using Deis.Functions.Admission;
using Deis.Functions.Http;
using Deis.Functions.Reference;
using Deis.Platform.Apps;
using Deis.Platform.Logs;
using Deis.Platform.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using HttpResults = Microsoft.AspNetCore.Http.Results;

namespace Deis.Functions.Apps;

/// <summary>The log of an app as text (docs/protocol/controller.md §5).</summary>
[Produces("text/plain")]
[LongLived]
public sealed partial class LogsFunction(AppAccess access, ILogStreams logs, TimeProvider time, Caller caller, ILogger<LogsFunction> logger)
{
    private const int DefaultLines = 100;

    /// <summary>Shows the newest lines of an app's log; with <c>follow=true</c> those to come too.</summary>
    /// <param name="request">The request.</param>
    /// <param name="app">The app.</param>
    /// <param name="process">Only lines of this process type.</param>
    /// <param name="since">Only lines from this moment on: a timestamp, or an age such as <c>90s</c>, <c>10m</c>, <c>2h</c>, <c>1d</c>.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    [Function("apps-logs")]
    [Query("log_lines", "How many lines; 100 when it is missing.", Type = typeof(int), Example = 20)]
    [Query("follow", "True: the answer stays open and sends lines as they come.", Type = typeof(bool), Example = true)]
    [Query("process", "Only lines of this process type.", Example = "web")]
    [Query("since", "Only lines from here on: a timestamp, or an age such as 90s, 10m, 2h or 1d.", Example = "10m")]
    [Answers(200, typeof(string), MediaType = "text/plain", Example = "2026-11-28T08:00:00Z shop[web.v3.x2k8p]: listening on 5000\n")]
    [Answers(204, When = "There are no lines.")]
    [Fails(ErrorKind.Domain, "since must be a timestamp such as 2026-11-21T08:00:00Z, or an age such as 90s, 10m, 2h or 1d")]
    [Answers(500, typeof(string), MediaType = "text/plain", Example = "Error accessing logs for shop", When = "The logger is away.")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.App + "/logs")] HttpRequest request,
        string app,
        string? process,
        string? since,
        CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(app, caller.User, AppPermission.Use, cancellationToken)).TryGet(out var found, out var error))
        {
            return ApiResults.Failure(error);
        }
        var now = time.GetUtcNow();
        if (since is not null && LogAge.Parse(since, now) is null)
        {
            return ApiResults.Detail(StatusCodes.Status400BadRequest, "since must be a timestamp such as 2026-11-21T08:00:00Z, or an age such as 90s, 10m, 2h or 1d");
        }
        var query = new LogQuery(
            Lines: Lines(request),
            Follow: bool.TryParse(request.Query["follow"], out var follow) && follow,
            Process: process,
            Since: since is null ? null : LogAge.Parse(since, now));
        return await OpenAsync(found.Id, query, cancellationToken);
    }

    private async Task<IResult> OpenAsync(string app, LogQuery query, CancellationToken cancellationToken)
    {
        try
        {
            return await logs.OpenTextAsync(app, query, cancellationToken) is { } text ? new FlushedStreamResult(text, "text/plain") : ApiResults.NoContent();
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LoggerAway(e, app);
            return HttpResults.Text($"Error accessing logs for {app}", "text/plain", statusCode: StatusCodes.Status500InternalServerError);
        }
    }

    private static int Lines(HttpRequest request) =>
        int.TryParse(request.Query["log_lines"], NumberStyles.None, CultureInfo.InvariantCulture, out var lines) && lines > 0 ? lines : DefaultLines;

    [LoggerMessage(EventId = 3201, Level = LogLevel.Error, Message = "The logger did not give the log of {App}")]
    private partial void LoggerAway(Exception exception, string app);
}
