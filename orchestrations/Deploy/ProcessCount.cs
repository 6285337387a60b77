namespace Deis.Orchestrations.Deploy;

/// <summary>A process type and how many of it shall run.</summary>
/// <param name="Type">Process type.</param>
/// <param name="Replicas">Wanted number.</param>
public sealed record ProcessCount(string Type, int Replicas);
