using Deis.FunctionsHost.Discovery;
using Deis.FunctionsHost.Invocation;
using Microsoft.Azure.Functions.Worker;

namespace Deis.FunctionsHost.Triggers;

/// <summary>An invocation started by something other than a request.</summary>
/// <param name="function">The function.</param>
/// <param name="services">The invocation's own scope.</param>
/// <param name="value">What the trigger brings.</param>
/// <param name="bindingData">What is known about it.</param>
/// <param name="cancellationToken">Cancelled when the host will no longer wait for its end.</param>
internal sealed class TriggerContext(
    TriggeredFunction function,
    IServiceProvider services,
    object value,
    IReadOnlyDictionary<string, object?> bindingData,
    CancellationToken cancellationToken) : FunctionContext
{
    private InvocationFeatures? _features;

    public TriggeredFunction Function { get; } = function;

    /// <summary>What the trigger brings.</summary>
    public object Value { get; } = value;

    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    public override string FunctionId => Function.Definition.Id;

    public override FunctionDefinition FunctionDefinition => Function.Definition;

    public override TraceContext TraceContext => ActivityTraceContext.Instance;

    public override BindingContext BindingContext { get; } = new TriggerBindingContext(bindingData);

    public override RetryContext RetryContext => NoRetryContext.Instance;

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features => _features ??= new InvocationFeatures();

    public override CancellationToken CancellationToken { get; } = cancellationToken;
}
