using System.Text.Json;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Tests.Queries;

/// <summary>Random instances, random queries, and what a query means said in the plainest way.</summary>
internal static class QuerySample
{
    private const int Seconds = 100;

    private static readonly string[] Names = ["Deploy", "Scale", "Restart"];

    private static readonly OrchestrationRuntimeStatus[] Statuses =
    [
        OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed,
        OrchestrationRuntimeStatus.Terminated, OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Suspended,
    ];

    public static InstanceRow[] Rows(Random random, DateTimeOffset start, int count) =>
        [.. Enumerable.Range(0, count).Select(n =>
        {
            var created = start.AddSeconds(random.Next(Seconds));
            var name = Pick(random, Names);
            return new InstanceRow($"{name.ToLowerInvariant()}-{n:0000}", name, Pick(random, Statuses), created)
            {
                Updated = created.AddSeconds(random.Next(Seconds)),
                Tags = random.Next(2) == 0
                    ? new Dictionary<string, string>()
                    : new Dictionary<string, string> { ["app"] = Pick(random, ["a", "b"]), ["by"] = Pick(random, ["x", "y"]) },
            };
        }).OrderBy(row => row.Created).ThenBy(row => row.Id, StringComparer.Ordinal)];

    public static PostgresOrchestrationQuery Query(Random random, DateTimeOffset start)
    {
        DateTimeOffset? Moment(int first, int last) => random.Next(4) == 0 ? start.AddSeconds(random.Next(first, last)) : null;
        T? Sometimes<T>(Func<T> make)
            where T : class => random.Next(3) == 0 ? make() : null;

        return new PostgresOrchestrationQuery
        {
            PageSize = random.Next(1, 120),
            NewestFirst = random.Next(2) == 0,
            Statuses = Sometimes(() => Enumerable.Range(0, random.Next(1, 4)).Select(_ => Pick(random, Statuses)).ToArray()),
            CreatedFrom = Moment(0, Seconds / 2),
            CreatedTo = Moment(Seconds / 3, Seconds),
            LastUpdatedFrom = Moment(0, Seconds),
            LastUpdatedTo = Moment(Seconds, 2 * Seconds),
            CompletedFrom = Moment(0, Seconds),
            CompletedTo = Moment(Seconds, 2 * Seconds),
            Name = Sometimes(() => Pick(random, ["deploy", "SCALE", "Restart", "nobody"])),
            InstanceIdPrefix = Sometimes(() => Pick(random, ["deploy-", "scale-00", "r", "Deploy", "%"])),
            InstanceIds = random.Next(8) == 0 ? ["deploy-0001", "scale-0002", "restart-0003", "deploy-0004", "scale-0004", "missing"] : null,
            Tags = Sometimes(() => random.Next(2) == 0
                ? new Dictionary<string, string> { ["app"] = "a" }
                : new Dictionary<string, string> { ["app"] = "b", ["by"] = Pick(random, ["x", "y", "X"]) }),
        };
    }

    public static bool Matches(InstanceRow row, PostgresOrchestrationQuery query) =>
        (query.Statuses?.Contains(row.Status) ?? true)
        && IsIn(row.Created, query.CreatedFrom, query.CreatedTo)
        && IsIn(row.Updated, query.LastUpdatedFrom, query.LastUpdatedTo)
        && (row.IsEnded ? IsIn(row.Updated, query.CompletedFrom, query.CompletedTo) : query is { CompletedFrom: null, CompletedTo: null })
        && (query.Name is null || query.Name.Equals(row.Name, StringComparison.OrdinalIgnoreCase))
        && row.Id.StartsWith(query.InstanceIdPrefix ?? string.Empty, StringComparison.Ordinal)
        && (query.InstanceIds?.Contains(row.Id) ?? true)
        && (query.Tags?.All(row.Tags.Contains) ?? true);

    public static string Describe(PostgresOrchestrationQuery query) => JsonSerializer.Serialize(query);

    private static bool IsIn(DateTimeOffset moment, DateTimeOffset? from, DateTimeOffset? to) =>
        (from is null || moment >= from) && (to is null || moment <= to);

    private static T Pick<T>(Random random, T[] items) => items[random.Next(items.Length)];
}
