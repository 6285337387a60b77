namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>The rest of the pipeline around an invocation.</summary>
public delegate Task FunctionExecutionDelegate(FunctionContext context);
