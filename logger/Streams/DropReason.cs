namespace Deis.Logger.Streams;

/// <summary>Why entries are no longer kept.</summary>
internal enum DropReason
{
    /// <summary>The stream has the number of lines it may have.</summary>
    Lines,

    /// <summary>The stream takes the memory it may take.</summary>
    StreamBytes,

    /// <summary>All streams together take the memory they may take.</summary>
    TotalBytes,

    /// <summary>They or their stream are too old, or the stream made room for another.</summary>
    Expired,

    /// <summary>The disk has lost them.</summary>
    Damaged,

    /// <summary>The sender had to drop them before the logger could take them, and has said so.</summary>
    Sender,
}
