namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>One layer around every invocation. There is one instance, shared by all invocations.</summary>
public interface IFunctionsWorkerMiddleware
{
    /// <summary>
    /// Runs the invocation by calling <paramref name="next"/>, or answers in its stead: not calling it and setting
    /// <c>context.GetInvocationResult().Value</c> short-circuits the rest.
    /// </summary>
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
