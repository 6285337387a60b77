namespace Deis.Functions.QueuedBuilds.Sources;

/// <summary>Source cannot be taken, and asking again will not help. Ends a download in its middle, where only an exception can.</summary>
internal sealed class SourceRefusedException(string message) : IOException(message);
