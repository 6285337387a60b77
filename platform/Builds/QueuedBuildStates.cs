namespace Deis.Platform.Builds;

/// <summary>States of a <see cref="QueuedBuild"/>, as they are stored and shown.</summary>
public static class QueuedBuildStates
{
    /// <summary>It waits, for the first time or to be tried again.</summary>
    public const string Queued = "queued";

    /// <summary>Its operation has begun.</summary>
    public const string Started = "started";

    /// <summary>It will never begin.</summary>
    public const string Refused = "refused";
}
