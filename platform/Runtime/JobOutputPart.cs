namespace Deis.Platform.Runtime;

/// <summary>A piece of what a command has written.</summary>
/// <param name="Stream">Where to.</param>
/// <param name="Bytes">The bytes.</param>
public readonly record struct JobOutputPart(JobStream Stream, ReadOnlyMemory<byte> Bytes);
