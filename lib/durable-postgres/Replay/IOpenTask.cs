using Microsoft.DurableTask;

namespace DurableTask.Postgres.Replay;

/// <summary>An action whose answer is awaited.</summary>
internal interface IOpenTask
{
    /// <summary>The kind of event that created it.</summary>
    EventType Type { get; }

    /// <summary>The task's name; "timer" for timers.</summary>
    string Name { get; }

    /// <summary>Ends it with a result.</summary>
    void Complete(string? payload);

    /// <summary>Ends it with a failure.</summary>
    void Fail(TaskFailureDetails failure);
}
