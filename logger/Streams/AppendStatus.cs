namespace Deis.Logger.Streams;

/// <summary>Whether lines have been stored.</summary>
internal enum AppendStatus
{
    /// <summary>They are.</summary>
    Stored,

    /// <summary>There are too many streams, and all of them are followed.</summary>
    TooManyStreams,

    /// <summary>The disk does not take them.</summary>
    Refused,
}
