namespace Microsoft.Azure.Functions.Worker;

/// <summary>What an invocation returned, or what a middleware has put in its place.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
public abstract class InvocationResult<T>
{
    /// <summary>The value; setting it replaces what the function returned.</summary>
    public abstract T? Value { get; set; }
}
