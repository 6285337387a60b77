namespace Microsoft.Azure.Functions.Worker;

/// <summary>What an invocation returned, whatever its type.</summary>
public abstract class InvocationResult : InvocationResult<object>
{
}
