using Deis.Platform.Results;

namespace Deis.Platform.Releases;

/// <summary>What can go wrong with releases, in the words of docs/protocol/controller.md §8.</summary>
public static class Errors
{
    /// <summary>Who asked for the change was deleted before it could be carried out.</summary>
    public static Error UserGone { get; } = Error.Domain("The account of whoever asked for this was deleted meanwhile; nothing was changed.");

    internal static Error RollbackToFailed { get; } = Error.Domain("Cannot roll back to failed release.");

    internal static Error RollbackToPruned(int version) =>
        Error.Domain($"Cannot roll back to v{version}: it is so old that its slug was given up. Push its commit again.");
}
