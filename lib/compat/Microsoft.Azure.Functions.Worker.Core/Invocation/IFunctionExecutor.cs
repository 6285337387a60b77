namespace Microsoft.Azure.Functions.Worker.Invocation;

/// <summary>Calls the method of a function and puts what it returns into the invocation's result. The host registers one.</summary>
public interface IFunctionExecutor
{
    /// <summary>Calls the method of the context's function.</summary>
    ValueTask ExecuteAsync(FunctionContext context);
}
