namespace Deis.Logger.Commits;

/// <summary>Whether lines have been committed.</summary>
internal enum CommitStatus
{
    /// <summary>They are stored.</summary>
    Stored,

    /// <summary>The stream has ended; another one may have begun under its name.</summary>
    StreamEnded,

    /// <summary>The disk is full or broken.</summary>
    Refused,
}
