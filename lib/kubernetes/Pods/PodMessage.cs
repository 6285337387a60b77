namespace Deis.Kubernetes.Pods;

/// <summary>Bytes of a channel.</summary>
/// <param name="Channel">Which.</param>
/// <param name="Bytes">The bytes; never empty.</param>
public readonly record struct PodMessage(PodChannel Channel, ReadOnlyMemory<byte> Bytes);
