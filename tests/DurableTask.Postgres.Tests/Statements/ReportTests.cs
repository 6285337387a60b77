using DurableTask.Postgres.Tests.Statements.Reporting;

namespace DurableTask.Postgres.Tests.Statements;

/// <summary>The summary says what the results say.</summary>
public sealed class ReportTests
{
    private static readonly Dictionary<int, string> _leftOut = new() { [110] = "rewind is out of scope" };

    [Fact]
    public void Compose_AllGoodOnBothStores_CountsAllButThoseLeftOut()
    {
        var results = Enumerable.Range(1, StatementReport.Count).Where(number => number != 110).Select(number => Good(number, StoreKind.Postgres, StoreKind.Memory));

        StatementReport.Compose([.. results], _leftOut).ShouldBe(
            "Durable Task contract: 129 of 130 statements hold on PostgreSQL and in memory (129 checks). Left out: 110 (rewind is out of scope).\n");
    }

    [Fact]
    public void Compose_OneStoreFailsOrIsMissing_DoesNotCountAndIsNamed()
    {
        StatementResult[] results =
        [
            Good(1, StoreKind.Postgres, StoreKind.Memory),
            Good(2, StoreKind.Postgres),
            Good(3, StoreKind.Postgres), Good(3, StoreKind.Memory), new StatementResult(3, [StoreKind.Memory], IsGood: false),
        ];

        var lines = StatementReport.Compose(results, _leftOut).Split('\n');

        lines[0].ShouldStartWith("Durable Task contract: 1 of 130 statements hold on PostgreSQL and in memory (5 checks).");
        lines[1].ShouldBe("  in memory broken: 3");
        lines[2].ShouldBe("  on PostgreSQL not checked in this run: 4–109, 111–130");
        lines[3].ShouldBe("  in memory not checked in this run: 2, 4–109, 111–130");
    }

    private static StatementResult Good(int number, params StoreKind[] stores) => new(number, stores, IsGood: true);
}
