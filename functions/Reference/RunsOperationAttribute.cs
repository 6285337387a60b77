namespace Deis.Functions.Reference;

/// <summary>Says that a function starts an operation and answers when it has ended, or at once with <c>Prefer: respond-async</c>
/// (docs/protocol/controller.md §13).</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RunsOperationAttribute : Attribute;
