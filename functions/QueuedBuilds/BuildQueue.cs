namespace Deis.Functions.QueuedBuilds;

/// <summary>The queue that builds come by (docs/protocol/functions.md §8).</summary>
public static class BuildQueue
{
    /// <summary>Its name.</summary>
    public const string Name = "deis-builds";

    /// <summary>The operation that a message starts. It follows from the message, so that one that comes twice starts nothing twice.</summary>
    public static string OperationOf(string messageId) => $"queue-{Guid.Parse(messageId):N}";
}
