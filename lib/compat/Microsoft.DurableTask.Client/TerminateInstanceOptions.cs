namespace Microsoft.DurableTask.Client;

/// <summary>Options of terminating an instance.</summary>
/// <param name="Output">Output of the terminated instance.</param>
/// <param name="Recursive">True: its unfinished sub-orchestrations are terminated too.</param>
public record TerminateInstanceOptions(object? Output = null, bool Recursive = false);
