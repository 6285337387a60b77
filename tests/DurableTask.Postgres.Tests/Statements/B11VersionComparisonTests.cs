using DurableTask.Postgres.Tests.Statements.Reporting;
using Microsoft.DurableTask.Abstractions;

namespace DurableTask.Postgres.Tests.Statements;

/// <summary>B.11: the order of versions; no engine takes part in it.</summary>
public sealed class B11VersionComparisonTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData(" ", "", 0)]
    [InlineData("", "1", -1)]
    [InlineData("1", " ", 1)]
    [InlineData("1.9", "1.10", -1)]
    [InlineData("2.0", "1.99", 1)]
    [InlineData("1.0", "1.0", 0)]
    [InlineData("beta", "BETA", 0)]
    [InlineData("alpha", "beta", -1)]
    [InlineData("v10", "v9", -1)]
    [Statement(118)]
    public void CompareVersions_BlankFirstThenNumbersThenText(string one, string other, int expected)
    {
        Math.Sign(TaskOrchestrationVersioningUtils.CompareVersions(one, other)).ShouldBe(expected);
        Math.Sign(TaskOrchestrationVersioningUtils.CompareVersions(other, one)).ShouldBe(-expected);
    }
}
