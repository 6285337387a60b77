namespace Microsoft.Azure.Functions.Worker;

/// <summary>One invocation of one function.</summary>
public abstract class FunctionContext
{
    /// <summary>Id of this invocation, unique among all invocations.</summary>
    public abstract string InvocationId { get; }

    /// <summary>Id of the function, stable while the process lives.</summary>
    public abstract string FunctionId { get; }

    /// <summary>Where this invocation stands in a distributed trace.</summary>
    public abstract TraceContext TraceContext { get; }

    /// <summary>Data that came with the trigger, such as route values.</summary>
    public abstract BindingContext BindingContext { get; }

    /// <summary>How often this invocation was tried before.</summary>
    public abstract RetryContext RetryContext { get; }

    /// <summary>The services of this invocation's scope.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    /// <summary>What is being invoked.</summary>
    public abstract FunctionDefinition FunctionDefinition { get; }

    /// <summary>A place for middlewares to leave things for one another.</summary>
    public abstract IDictionary<object, object> Items { get; set; }

    /// <summary>Typed parts that host and middlewares give to this invocation.</summary>
    public abstract IInvocationFeatures Features { get; }

    /// <summary>Cancelled when the invocation should stop: its caller has gone or the host will no longer wait.</summary>
    public virtual CancellationToken CancellationToken { get; }
}
