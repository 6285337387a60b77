namespace Microsoft.DurableTask.Client;

/// <summary>Options of purging.</summary>
/// <param name="Recursive">True: ended sub-orchestrations are purged too.</param>
public record PurgeInstanceOptions(bool Recursive = false);
