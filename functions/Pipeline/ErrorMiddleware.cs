using Deis.Functions.Http;
using Deis.FunctionsHost;
using Deis.Platform.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace Deis.Functions.Pipeline;

/// <summary>Turns what nobody expected into 500, a database that is away into 503, a full disk into 507, and bodies that break HTTP into 400, 408 or 413.
/// Details go to the log only. What fails without a request is for the trigger to handle.</summary>
internal sealed partial class ErrorMiddleware(ILogger<ErrorMiddleware> logger) : IFunctionsWorkerMiddleware
{
    // errno of Linux.
    private const int NoSpaceLeft = 28;

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException e)
        {
            context.SetResult(ApiResults.Detail(e.StatusCode, e.Message));
        }
        catch (IOException e) when (context.GetHttpContext() is not null && e.HResult == NoSpaceLeft)
        {
            Unexpected(e, context.FunctionDefinition.Name);
            context.SetResult(ApiResults.Detail(
                StatusCodes.Status507InsufficientStorage, "The platform's disk is full. Ask its operator to free space, then try again."));
        }
        catch (Exception e) when (IsAwaited(context) && DatabaseErrors.Unavailable(e) is { } cause)
        {
            DatabaseAway(context.FunctionDefinition.Name, cause.Message);
            context.SetResult(ApiResults.Detail(
                StatusCodes.Status503ServiceUnavailable, "The platform's database cannot serve this request now. Try again in a moment."));
        }
        catch (Exception e) when (IsAwaited(context))
        {
            Unexpected(e, context.FunctionDefinition.Name);
            context.SetResult(ApiResults.Detail(StatusCodes.Status500InternalServerError, "Server Error"));
        }
    }

    private static bool IsAwaited(FunctionContext context) => context.GetHttpContext() is not null && !context.CancellationToken.IsCancellationRequested;

    [LoggerMessage(EventId = 3002, Level = LogLevel.Error, Message = "Function {Function} failed")]
    private partial void Unexpected(Exception exception, string function);

    // Without a stack: while the database is away this is logged for every request.
    [LoggerMessage(EventId = 3003, Level = LogLevel.Error, Message = "Function {Function} was not served by the database: {Reason}")]
    private partial void DatabaseAway(string function, string reason);
}
