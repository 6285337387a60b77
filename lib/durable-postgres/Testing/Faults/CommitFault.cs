namespace DurableTask.Postgres.Testing.Faults;

/// <summary>What goes wrong at a commit.</summary>
internal enum CommitFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Another worker has taken all that the commit is about, and given it back.</summary>
    LoseHold,

    /// <summary>Two transactions met.</summary>
    Conflict,

    /// <summary>The store does not take it.</summary>
    Reject,

    /// <summary>The commit never reached the store, and the worker cannot know.</summary>
    LoseRequest,

    /// <summary>The store did it, and the worker cannot know.</summary>
    LoseAnswer,
}
