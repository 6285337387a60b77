using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Tests.Queries;

public sealed class InstanceQueryTests(PostgresFixture postgres) : EngineTests(postgres)
{
    private static readonly DateTimeOffset Start = new(2026, 11, 27, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pages_OfAnySize_HoldEachInstanceOnceInOrderOfCreation(bool newestFirst)
    {
        // Three of each moment, so that pages end between instances that only their numbers tell apart.
        var rows = Enumerable.Range(0, 30).Select(n => Row($"i{n:00}", n) with { Created = Start.AddSeconds(n / 3) }).ToArray();
        await using var host = await FillAsync(rows);
        var expected = newestFirst ? rows.Reverse() : rows;

        foreach (var size in new[] { 1, 4, 29, 30, 31 })
        {
            var pages = await PagesAsync(host, new PostgresOrchestrationQuery { PageSize = size, NewestFirst = newestFirst });

            pages.SelectMany(page => page).ShouldBe(expected.Select(row => row.Id));
            pages.Count.ShouldBe((30 + size - 1) / size);
        }
    }

    [Fact]
    public async Task NextPage_AfterInstancesCameAndWent_GoesOnWhereTheLastOneEnded()
    {
        await using var host = await FillAsync([.. Enumerable.Range(0, 6).Select(n => Row($"i{n}", n))]);
        var query = new PostgresOrchestrationQuery { PageSize = 3 };
        var first = await FirstPageAsync(host, query);

        // One before the page, its last row gone, one gone behind it, one at the end: an offset would now repeat or lose something.
        await InstanceTable.AddAsync(Postgres, Hub, [Row("early", -1), Row("late", 10)]);
        await host.Client.PurgeInstanceAsync("i2", host.Deadline);
        await host.Client.PurgeInstanceAsync("i4", host.Deadline);
        var second = await FirstPageAsync(host, query with { ContinuationToken = first.ContinuationToken });

        first.Values.Select(instance => instance.InstanceId).ShouldBe(["i0", "i1", "i2"]);
        second.Values.Select(instance => instance.InstanceId).ShouldBe(["i3", "i5", "late"]);
        second.ContinuationToken.ShouldBeNull();
    }

    [Fact]
    public async Task Filters_InAnyCombination_FindWhatAPlainSearchFinds()
    {
        var random = new Random(20261127);
        var rows = QuerySample.Rows(random, Start, 300);
        await using var host = await FillAsync(rows);

        for (var round = 0; round < 150; round++)
        {
            var query = QuerySample.Query(random, Start);
            var expected = rows.Where(row => QuerySample.Matches(row, query)).OrderBy(row => row.Created).ThenBy(row => row.Id).Select(row => row.Id);

            var found = (await PagesAsync(host, query)).SelectMany(page => page);

            found.ShouldBe(query.NewestFirst ? expected.Reverse() : expected, $"round {round}: {QuerySample.Describe(query)}");
        }
    }

    [Fact]
    public async Task Page_AskedForMoreThanTheMost_HoldsTheMostAndSaysThatThereIsMore()
    {
        await using var host = await FillAsync([.. Enumerable.Range(0, 1010).Select(n => Row($"i{n}", n))]);

        var pages = await PagesAsync(host, new PostgresOrchestrationQuery { PageSize = int.MaxValue });

        pages.Select(page => page.Count).ShouldBe([PostgresOrchestrationQuery.MaximumPageSize, 10]);
    }

    [Fact]
    public async Task Page_OfNoSize_IsRefused()
    {
        await using var host = await FillAsync([]);

        Should.Throw<ArgumentOutOfRangeException>(() => host.Client.GetAllInstancesAsync(new OrchestrationQuery(PageSize: 0)));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("12")]
    [InlineData("AQAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("AX__________AAAAAAAAAAE")]
    [InlineData("\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9")]
    public async Task ContinuationToken_ThatNoPageReturned_IsRefused(string token)
    {
        await using var host = await FillAsync([]);

        await Should.ThrowAsync<ArgumentException>(FirstPageAsync(host, new PostgresOrchestrationQuery { ContinuationToken = token }));
    }

    [Fact]
    public async Task ContinuationToken_OfTheOtherDirection_IsRefused()
    {
        await using var host = await FillAsync([Row("a", 0), Row("b", 1)]);
        var page = await FirstPageAsync(host, new PostgresOrchestrationQuery { PageSize = 1 });

        await Should.ThrowAsync<ArgumentException>(
            FirstPageAsync(host, new PostgresOrchestrationQuery { NewestFirst = true, ContinuationToken = page.ContinuationToken }));
    }

    [Fact]
    public async Task Query_OfSeveralHubs_MergesThem()
    {
        await using var host = await FillAsync([Row("a", 0), Row("c", 2)]);
        var otherHub = Guid.NewGuid().ToString("N");
        await using var other = await EngineHost.StartAsync(Postgres.ConnectionString, otherHub, null);
        await other.Client.GetInstanceAsync("any", other.Deadline);
        await InstanceTable.AddAsync(Postgres, otherHub, [Row("b", 1)]);

        var both = await PagesAsync(host, new PostgresOrchestrationQuery { TaskHubNames = [Hub, otherHub], PageSize = 2 });

        both.SelectMany(page => page).ShouldBe(["a", "b", "c"]);
        (await PagesAsync(host, new PostgresOrchestrationQuery())).SelectMany(page => page).ShouldBe(["a", "c"]);
    }

    [Fact]
    public async Task LastUpdate_OfALiveInstance_IsItsLastStep()
    {
        await using var host = await StartAsync(tasks => tasks.AddOrchestratorFunc<int>("Wait", async context =>
            await context.WaitForExternalEvent<int>("one") + await context.WaitForExternalEvent<int>("two")));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Wait", host.Deadline);
        var started = await host.Client.WaitForInstanceStartAsync(id, host.Deadline);
        var after = new PostgresOrchestrationQuery { LastUpdatedFrom = started.LastUpdatedAt.AddMicroseconds(1) };
        (await FirstPageAsync(host, after)).Values.ShouldBeEmpty();

        await host.Client.RaiseEventAsync(id, "one", 1, host.Deadline);

        await Eventually.TrueAsync(async () => (await FirstPageAsync(host, after)).Values.Count == 1, host.Deadline);
        var until = new PostgresOrchestrationQuery { LastUpdatedTo = started.LastUpdatedAt };
        (await FirstPageAsync(host, until)).Values.ShouldBeEmpty();
    }

    private static InstanceRow Row(string id, int second) =>
        new(id, "Deploy", OrchestrationRuntimeStatus.Completed, Start.AddSeconds(second));

    private static async Task<List<List<string>>> PagesAsync(EngineHost host, PostgresOrchestrationQuery query)
    {
        var pages = new List<List<string>>();
        await foreach (var page in host.Client.GetAllInstancesAsync(query).AsPages().WithCancellation(host.Deadline))
        {
            pages.Add([.. page.Values.Select(instance => instance.InstanceId)]);
        }

        return pages;
    }

    private static async Task<Page<OrchestrationMetadata>> FirstPageAsync(EngineHost host, PostgresOrchestrationQuery query)
    {
        await foreach (var page in host.Client.GetAllInstancesAsync(query).AsPages().WithCancellation(host.Deadline))
        {
            return page;
        }

        throw new InvalidOperationException("A query has at least one page.");
    }

    private async Task<EngineHost> FillAsync(IReadOnlyCollection<InstanceRow> rows)
    {
        var host = await StartAsync(null);

        // The first use makes the schema and the hub.
        await host.Client.GetInstanceAsync("any", host.Deadline);
        await InstanceTable.AddAsync(Postgres, Hub, rows);
        return host;
    }
}
