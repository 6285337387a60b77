using System.Globalization;
using DurableTask.Postgres.Bench.Running;

namespace DurableTask.Postgres.Bench.Measuring;

/// <summary>Says where and when a run took place.</summary>
internal static class Machine
{
    public static async Task<string> DescribeAsync(BenchServer server)
    {
        await using var database = await server.CreateDatabaseAsync();
        var version = await database.ReadAsync<string>("show server_version");
        var fsync = await database.ReadAsync<string>("show fsync");
        var commit = await database.ReadAsync<string>("show synchronous_commit");
        var cpu = File.ReadLines("/proc/cpuinfo").First(line => line.StartsWith("model name", StringComparison.Ordinal)).Split(':')[1].Trim();
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30);
        var load = string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3));
        var date = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{date}, {Environment.ProcessorCount} cores of {cpu}, {memory:0} GiB, .NET {Environment.Version}, PostgreSQL {version}, fsync {fsync}, synchronous_commit {commit}, load before {load}");
    }
}
