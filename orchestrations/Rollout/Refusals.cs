using Deis.Platform.Runtime;

namespace Deis.Orchestrations.Rollout;

/// <summary>Ends of work that the runtime was not asked for, or is not waited for any more.</summary>
internal static class Refusals
{
    /// <summary><see cref="RuntimeOutcome.Reason"/> of what was cancelled.</summary>
    public const string CancelledReason = "Cancelled";

    /// <summary><see cref="RuntimeOutcome.Reason"/> of what there was nothing to work on for.</summary>
    public const string GoneReason = "Gone";

    /// <summary>There is nothing to work on.</summary>
    public const string GoneMessage = "It was stopped: the app is being destroyed, or the operation was ended from outside.";

    /// <summary><see cref="GoneMessage"/> as an outcome.</summary>
    public static RuntimeOutcome Gone { get; } = RuntimeOutcome.Failure(GoneReason, GoneMessage);

    /// <summary>Somebody has cancelled it.</summary>
    public static RuntimeOutcome Cancelled(string message, IReadOnlyList<string>? logTail = null) =>
        RuntimeOutcome.Failure(CancelledReason, message, logTail: logTail);
}
