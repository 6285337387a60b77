using Microsoft.DurableTask;

namespace DurableTask.Postgres.Engine;

/// <summary>What a worker does with a task, and why it fails it.</summary>
internal readonly record struct Verdict(VerdictKind Kind, TaskFailureDetails? Failure)
{
    public static Verdict Run => default;

    public static Verdict Reject => new(VerdictKind.Reject, null);

    public static Verdict Fail(TaskFailureDetails failure) => new(VerdictKind.Fail, failure);
}
