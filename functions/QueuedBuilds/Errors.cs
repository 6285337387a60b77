using Deis.Platform.Results;

namespace Deis.Functions.QueuedBuilds;

/// <summary>What can go wrong with queued builds (docs/protocol/functions.md §8).</summary>
internal static class Errors
{
    public static Error NoUpload { get; } =
        Error.ForField("source", "Nothing was uploaded under this key, or it has been built already: an upload serves one build.");

    public static Error TooLarge { get; } = Error.Domain("The build does not fit into a queue message, which has 64 KB.");

    public static Error NotJson { get; } = Error.Domain("The message is not JSON.");

    public static Error NotAnObject { get; } = Error.Domain("The message is not a JSON object.");

    public static Error SealedTokenUnreadable { get; } = Error.Unauthorized("The token was sealed by another platform.");
}
