namespace Deis.Logger.Streams;

/// <summary>The condition under which a stream may be ended.</summary>
internal enum EndWhen
{
    /// <summary>In any case.</summary>
    Always,

    /// <summary>Nobody follows it.</summary>
    Unfollowed,

    /// <summary>Nobody follows it and nothing was ever written to it.</summary>
    NeverUsed,
}
