namespace DurableTask.Postgres.Tests.Support;

/// <summary>The clock of a machine whose date is wrong.</summary>
public sealed class SkewedTime(TimeSpan error) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + error;
}
