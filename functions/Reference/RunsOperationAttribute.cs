using Deis.Functions.Operations;

namespace Deis.Functions.Reference;

/// <summary>Says that with <c>Prefer: respond-async</c> a function answers at once, and an operation goes on (docs/protocol/controller.md §13).</summary>
/// <param name="answer">The answer then; null for <see cref="StartedOperation"/>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RunsOperationAttribute(Type? answer = null) : Attribute
{
    /// <summary>The answer of a request that does not wait.</summary>
    public Type Answer { get; } = answer ?? typeof(StartedOperation);

    /// <summary>True when who waits is answered without an operation, as the router is told before the commit.</summary>
    public bool OnlyWhenPreferred { get; init; }
}
