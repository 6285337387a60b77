namespace Deis.Platform.Runtime;

/// <summary>Who waits for the end of something asked of the runtime. The runtime keeps it with the object (on Kubernetes as annotations).</summary>
/// <param name="Operation">Instance id of the waiting orchestration.</param>
/// <param name="Event">Name of the external event that it waits for.</param>
public sealed record Correlation(string Operation, string Event);
