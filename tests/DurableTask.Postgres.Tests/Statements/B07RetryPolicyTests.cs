using DurableTask.Postgres.Tests.Statements.Reporting;
using Microsoft.DurableTask;

namespace DurableTask.Postgres.Tests.Statements;

/// <summary>B.7: which policies there can be; no engine takes part in it.</summary>
public sealed class B07RetryPolicyTests
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    public static TheoryData<int, double, double, double?, double?> Impossible => new()
    {
        { 0, 1, 1, null, null },
        { -1, 1, 1, null, null },
        { 1, 0, 1, null, null },
        { 1, -1, 1, null, null },
        { 1, 1, 0.9, null, null },
        { 1, 2, 1, 1.9, null },
        { 1, 2, 1, null, 1.9 },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    [Statement(68)]
    public void RetryPolicy_ValueOutOfItsRange_Throws(int attempts, double first, double coefficient, double? longest, double? timeout) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new RetryPolicy(
            attempts,
            TimeSpan.FromSeconds(first),
            coefficient,
            longest is { } interval ? TimeSpan.FromSeconds(interval) : null,
            timeout is { } time ? TimeSpan.FromSeconds(time) : null));

    [Fact]
    [Statement(68)]
    public void RetryPolicy_EdgesAndInfinity_ArePossible()
    {
        var edge = new RetryPolicy(1, _second, 1, _second, _second);
        var endless = new RetryPolicy(1, _second, 1, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var plain = new RetryPolicy(1, _second);

        edge.MaxRetryInterval.ShouldBe(_second);
        endless.MaxRetryInterval.ShouldBe(Timeout.InfiniteTimeSpan);
        plain.MaxRetryInterval.ShouldBe(TimeSpan.FromHours(1));
        plain.RetryTimeout.ShouldBe(Timeout.InfiniteTimeSpan);
        plain.BackoffCoefficient.ShouldBe(1);
    }
}
