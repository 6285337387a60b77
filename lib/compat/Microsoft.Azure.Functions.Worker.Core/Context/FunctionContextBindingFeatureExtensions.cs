namespace Microsoft.Azure.Functions.Worker;

/// <summary>Access to the outcome of an invocation.</summary>
public static class FunctionContextBindingFeatureExtensions
{
    /// <summary>The outcome, one object for the whole invocation: what one middleware sets, the others and the host see.</summary>
    public static InvocationResult GetInvocationResult(this FunctionContext context)
    {
        var result = context.Features.Get<InvocationResult>();
        if (result is null)
        {
            result = new InvocationResultFeature();
            context.Features.Set(result);
        }

        return result;
    }
}
