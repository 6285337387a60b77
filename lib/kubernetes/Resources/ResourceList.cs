namespace Deis.Kubernetes.Resources;

/// <summary>Objects as they were at one version.</summary>
/// <param name="Items">The objects.</param>
/// <param name="Version">Where a watch goes on.</param>
public sealed record ResourceList<T>(IReadOnlyList<T> Items, string Version);
