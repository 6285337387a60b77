namespace DurableTask.Postgres.Tests.Statements.Reporting;

/// <summary>Statements without a test, and why.</summary>
public static class LeftOut
{
    public static IReadOnlyDictionary<int, string> Reasons { get; } = new Dictionary<int, string>
    {
        [110] = "rewind is out of scope",
    };
}
