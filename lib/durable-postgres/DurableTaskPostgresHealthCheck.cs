using DurableTask.Postgres.Engine;
using DurableTask.Postgres.Signals;
using DurableTask.Postgres.Store;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Npgsql;

namespace DurableTask.Postgres;

/// <summary>Says what is wrong with the engine: the database does not answer, or this process's worker has lost its lease, or only polls.</summary>
internal sealed class DurableTaskPostgresHealthCheck(
    DurableDataSource database, Hub hub, EngineHealth health, IHubListener listener, IOptions<DurableTaskPostgresOptions> options, TimeProvider time)
    : IHealthCheck
{
    private const string Counts =
        """
        select
            (select count(*) from durable.ready where hub = $1 and due_at <= clock_timestamp()),
            (select count(*) from durable.activities where hub = $1 and locked_by is null),
            (select count(*) from durable.instances where hub = $1 and parked_reason is not null)
        """;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var data = new Dictionary<string, object>();
        try
        {
            var number = await hub.GetNumberAsync(cancellationToken);
            await using var command = database.Source.CreateCommand(Counts).With(number);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            data["dueInstances"] = reader.GetInt64(0);
            data["queuedActivities"] = reader.GetInt64(1);
            data["parkedInstances"] = reader.GetInt64(2);
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException or Schema.SchemaMigrationException)
        {
            return HealthCheckResult.Unhealthy($"The durable task database does not answer: {error.Message}", error, data);
        }

        if (health.Last is not { } report)
        {
            return HealthCheckResult.Healthy("The durable task database answers; no worker runs in this process.", data);
        }

        data["liveWorkers"] = report.LiveWorkers;
        if (report.LastBeat == 0 || time.GetElapsedTime(report.LastBeat) > options.Value.LeaseTime)
        {
            return HealthCheckResult.Unhealthy(
                $"The durable task worker of this process has not renewed its lease: {report.Error ?? "it is stuck"}", null, data);
        }

        return listener.IsUp
            ? HealthCheckResult.Healthy("The durable task worker runs.", data)
            : HealthCheckResult.Degraded("The durable task worker hears no notices and only polls; does a pooler stand before the database?", null, data);
    }
}
