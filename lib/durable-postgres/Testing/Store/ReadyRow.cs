namespace DurableTask.Postgres.Testing.Store;

/// <summary>That an instance has unread messages, or is held.</summary>
internal sealed class ReadyRow
{
    /// <summary>When a worker may take it; <see cref="DateTimeOffset.MaxValue"/>: nothing is to be done.</summary>
    public DateTimeOffset DueAt { get; set; } = DateTimeOffset.MaxValue;

    /// <summary>The worker that holds it.</summary>
    public Guid? LockedBy { get; set; }

    /// <summary>The fencing number: another one after each change of the holder.</summary>
    public int Epoch { get; set; }

    /// <summary>Claims since the last commit.</summary>
    public int Attempts { get; set; }

    /// <summary>True: no worker takes it.</summary>
    public bool Parked { get; set; }

    /// <summary>What went wrong at the last try.</summary>
    public string? LastError { get; set; }

    /// <summary>True when <see cref="DueAt"/> is a time.</summary>
    public bool IsDue => DueAt != DateTimeOffset.MaxValue;

    public void SetIdle() => DueAt = DateTimeOffset.MaxValue;
}
