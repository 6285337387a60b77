namespace Deis.Kubernetes.Resources;

/// <summary>Which objects of a kind are meant.</summary>
/// <param name="Namespace">Their namespace; null for all, and for kinds that have none.</param>
/// <param name="Labels">Label selector, for example <c>heritage=deis,app=blog</c>; null for any.</param>
/// <param name="Fields">Field selector, for example <c>involvedObject.kind=Pod</c>; null for any.</param>
public sealed record ResourceSelection(string? Namespace = null, string? Labels = null, string? Fields = null);
