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

    /// <summary>The stream was not written to for too long, or made room for another.</summary>
    Expired,
}
