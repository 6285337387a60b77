using Deis.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace Deis.Functions.Pipeline;

/// <summary>Turns what nobody expected into 500, and bodies that break HTTP into 400 or 413. Details go to the log only. What fails without
/// a request is for the trigger to handle.</summary>
internal sealed partial class ErrorMiddleware(ILogger<ErrorMiddleware> logger) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException e)
        {
            context.GetInvocationResult().Value = ApiResults.Detail(e.StatusCode, e.Message);
        }
        catch (Exception e) when (context.GetHttpContext() is not null && !context.CancellationToken.IsCancellationRequested)
        {
            Unexpected(e, context.FunctionDefinition.Name);
            context.GetInvocationResult().Value = ApiResults.Detail(StatusCodes.Status500InternalServerError, "Server Error");
        }
    }

    [LoggerMessage(EventId = 3002, Level = LogLevel.Error, Message = "Function {Function} failed")]
    private partial void Unexpected(Exception exception, string function);
}
