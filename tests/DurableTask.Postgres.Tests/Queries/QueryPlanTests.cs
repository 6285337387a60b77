using System.Text.Json;
using DurableTask.Postgres.Client;
using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Npgsql;

namespace DurableTask.Postgres.Tests.Queries;

/// <summary>A page costs what it holds, whatever the table holds.</summary>
public sealed class QueryPlanTests(PostgresFixture postgres) : EngineTests(postgres)
{
    private const int TableRows = 20_000;
    private const int PageSize = 50;

    // A scan of the table, or of one whole status, reads ten times as many.
    private const int MostRowsRead = TableRows / 10;

    private static readonly DateTimeOffset Until = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset From = Until.AddSeconds(-1020.5);
    private static readonly DateTimeOffset To = Until.AddSeconds(-1000.5);
    private static readonly Dictionary<string, string> Tag = new() { ["app"] = "shop" };

    private static readonly Dictionary<string, (PostgresOrchestrationQuery Query, int Found)> Cases = new()
    {
        ["all"] = (new(), PageSize),
        ["newest first"] = (new() { NewestFirst = true }, PageSize),
        ["a page in the middle"] = (new() { ContinuationToken = new PageKey(Until.AddSeconds(-TableRows / 2), 0, false).ToToken() }, PageSize),
        ["a rare status"] = (new() { Statuses = [OrchestrationRuntimeStatus.Running] }, 1),
        ["several statuses"] = (
            new() { Statuses = [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Completed], NewestFirst = true }, PageSize),
        ["a common name"] = (new() { Name = "Deploy" }, PageSize),
        ["a rare name"] = (new() { Name = "Destroy" }, 1),
        ["a rare name, newest first"] = (new() { Name = "Destroy", NewestFirst = true }, 1),
        ["no such name"] = (new() { Name = "Nobody" }, 0),
        ["a short time of creation"] = (new() { CreatedFrom = From, CreatedTo = To, NewestFirst = true }, 20),
        ["a short time of ending"] = (new() { CompletedFrom = From, CompletedTo = To }, 20),
        ["a short time of last update"] = (new() { LastUpdatedFrom = From, LastUpdatedTo = To }, 20),
        ["a prefix"] = (new() { InstanceIdPrefix = "deploy-1234" }, 11),
        ["a common prefix"] = (new() { InstanceIdPrefix = "deploy-" }, PageSize),
        ["ids"] = (new() { InstanceIds = ["deploy-7", "deploy-x", "missing"] }, 2),
        ["a tag"] = (new() { Tags = Tag }, 1),
        ["a tag, a name and a status"] = (new() { Tags = Tag, Name = "deploy", Statuses = [OrchestrationRuntimeStatus.Running] }, 1),
    };

    [Fact]
    public async Task Page_OfALargeTable_IsReadByIndex()
    {
        await using var host = await StartAsync(null);
        await host.Client.GetInstanceAsync("any", host.Deadline);
        await InstanceTable.AddManyAsync(Postgres, Hub, TableRows, Until);
        await InstanceTable.AddAsync(
            Postgres,
            Hub,
            [
                new InstanceRow("destroy-1", "Destroy", OrchestrationRuntimeStatus.Completed, Until.AddHours(-2)),
                new InstanceRow("deploy-x", "Deploy", OrchestrationRuntimeStatus.Running, Until.AddHours(-1)) { Tags = Tag },
            ]);
        await Database.ExecuteAsync(Postgres, "analyze durable.instances");

        foreach (var (name, (query, found)) in Cases)
        {
            (await PageAsync(host, query)).Values.Count.ShouldBe(found, name);
            using var plan = await ExplainAsync(query);
            var scans = new List<JsonElement>();
            Collect(plan.RootElement[0].GetProperty("Plan"), scans);
            scans.Select(scan => scan.GetProperty("Node Type").GetString()).ShouldNotContain("Seq Scan", $"{name}: {plan.RootElement}");
            scans.Sum(RowsRead).ShouldBeLessThan(MostRowsRead, $"{name}: {plan.RootElement}");
        }
    }

    private static async Task<Page<OrchestrationMetadata>> PageAsync(EngineHost host, PostgresOrchestrationQuery query)
    {
        await foreach (var page in host.Client.GetAllInstancesAsync(query with { PageSize = PageSize }).AsPages())
        {
            return page;
        }

        throw new InvalidOperationException("A query has at least one page.");
    }

    private async Task<JsonDocument> ExplainAsync(PostgresOrchestrationQuery query)
    {
        await using var source = NpgsqlDataSource.Create(Postgres.ConnectionString);
        await using var connection = await source.OpenConnectionAsync();
        var after = PageKey.Read(query.ContinuationToken, query.NewestFirst);
        await using var command = PageStatement.Create(connection, query, [Hub], after, PageSize + 1);
        command.CommandText = $"explain (analyze, timing off, format json) {command.CommandText}";
        return JsonDocument.Parse((string)(await command.ExecuteScalarAsync())!);
    }

    /// <summary>The nodes that read the table.</summary>
    private static void Collect(JsonElement node, List<JsonElement> scans)
    {
        if (node.TryGetProperty("Relation Name", out var relation) && relation.GetString() == "instances")
        {
            scans.Add(node);
        }

        if (node.TryGetProperty("Plans", out var plans))
        {
            foreach (var plan in plans.EnumerateArray())
            {
                Collect(plan, scans);
            }
        }
    }

    private static double RowsRead(JsonElement scan)
    {
        var removed = new[] { "Rows Removed by Filter", "Rows Removed by Index Recheck" }
            .Sum(name => scan.TryGetProperty(name, out var rows) ? rows.GetDouble() : 0);
        return (scan.GetProperty("Actual Rows").GetDouble() + removed) * scan.GetProperty("Actual Loops").GetDouble();
    }
}
