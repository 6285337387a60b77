using k8s;

namespace Deis.Kubernetes.Resources;

/// <summary>One line of a watch.</summary>
/// <param name="Type">Modified (added too), deleted, or a bookmark that holds nothing but a version.</param>
/// <param name="Object">The object; of a deletion its last state.</param>
public readonly record struct WatchEvent<T>(WatchEventType Type, T Object);
