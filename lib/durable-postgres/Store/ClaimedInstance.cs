namespace DurableTask.Postgres.Store;

/// <summary>An instance that this worker now holds, with its unread messages.</summary>
internal sealed class ClaimedInstance
{
    /// <summary>The instance.</summary>
    public required long Id { get; init; }

    /// <summary>The fencing number of this hold; a commit must name it.</summary>
    public required int Epoch { get; init; }

    /// <summary>Claims since the last commit, this one included.</summary>
    public required int Attempts { get; init; }

    /// <summary>What went wrong at the last try in a process that survived it.</summary>
    public string? LastError { get; init; }

    /// <summary>Unread messages, in the order in which they are played.</summary>
    public List<Message> Messages { get; } = [];

    /// <summary>True when there are more messages than were read.</summary>
    public bool HasMore { get; set; }

    /// <summary>True when the worker has its live state, so that nothing was loaded.</summary>
    public bool IsKnown { get; set; }

    /// <summary>State and history; null when it was not asked for, or when the instance does not exist.</summary>
    public LoadedInstance? Loaded { get; set; }
}
