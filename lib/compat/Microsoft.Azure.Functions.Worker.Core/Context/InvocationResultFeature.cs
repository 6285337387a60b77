namespace Microsoft.Azure.Functions.Worker;

internal sealed class InvocationResultFeature : InvocationResult
{
    public override object? Value { get; set; }
}
