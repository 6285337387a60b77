using System.Globalization;
using DurableTask.Postgres.Engine;
using DurableTask.Postgres.Signals;
using DurableTask.Postgres.Store;
using DurableTask.Postgres.Telemetry;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Npgsql;

namespace DurableTask.Postgres;

/// <summary>
/// Says in words what is wrong with the engine. Unhealthy: the database is away, or this process's worker has lost its lease. Degraded: it
/// works, but slowly (no notices, old work waits), or will (an old transaction holds back vacuum).
/// </summary>
internal sealed class DurableTaskPostgresHealthCheck(
    DurableDataSource database,
    BacklogReader reader,
    EngineHealth health,
    IHubListener listener,
    IOptions<DurableTaskPostgresOptions> options,
    TimeProvider time)
    : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var data = new Dictionary<string, object>();
        Backlog backlog;
        OldTransaction? old;
        try
        {
            backlog = await reader.ReadAsync(cancellationToken);
            old = await FindOldTransactionAsync(cancellationToken);
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException or Schema.SchemaMigrationException)
        {
            var since = health.Away();
            return HealthCheckResult.Unhealthy(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The durable task database does not answer since {since:u} ({Seconds(time.GetUtcNow() - since)}): {error.Message}"),
                error,
                data);
        }

        health.Answered();
        data["dueInstances"] = backlog.DueInstances;
        data["queuedActivities"] = backlog.QueuedActivities;
        data["lostWorkers"] = backlog.LostWorkers;
        data["oldestSeconds"] = backlog.OldestAge.TotalSeconds;
        data["parkedInstances"] = backlog.ParkedInstances;
        if (LostLease(data) is { } lost)
        {
            return HealthCheckResult.Unhealthy(lost, null, data);
        }

        var problems = Problems(backlog, old).ToArray();
        if (problems.Length > 0)
        {
            return HealthCheckResult.Degraded(string.Join(' ', problems), null, data);
        }

        return HealthCheckResult.Healthy(
            health.Last is null ? "The durable task database answers; no worker runs in this process." : "The durable task worker runs.", data);
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s");

    private string? LostLease(Dictionary<string, object> data)
    {
        if (health.Last is not { } report)
        {
            return null;
        }

        data["liveWorkers"] = report.LiveWorkers;
        var reason = report.Error ?? "it is stuck";
        if (report.LastBeat == 0)
        {
            return $"The durable task worker of this process has no lease yet: {reason}";
        }

        var age = time.GetElapsedTime(report.LastBeat);
        return age > options.Value.LeaseTime
            ? $"The durable task worker of this process has lost its lease: it was renewed {Seconds(age)} ago and lasts "
                + $"{Seconds(options.Value.LeaseTime)}, so that other workers take over what it held: {reason}"
            : null;
    }

    private IEnumerable<string> Problems(Backlog backlog, OldTransaction? old)
    {
        if (health.Last is not null && !listener.IsUp)
        {
            yield return "The listener is down: the durable task worker hears no notices and only polls; does a pooler stand before the database?";
        }

        if (backlog.OldestAge > options.Value.HealthyBacklogAge)
        {
            yield return $"The oldest due work waits for {Seconds(backlog.OldestAge)} ({backlog.DueInstances} instances, "
                + $"{backlog.QueuedActivities} activities wait): there are too few workers, or none that runs.";
        }

        if (old is not null)
        {
            var who = string.Join(", ", new[] { old.Application, old.State }.Where(part => part.Length > 0));
            yield return $"The transaction of process {old.Pid}{(who.Length > 0 ? $" ({who})" : string.Empty)} is open for {Seconds(old.Age)} "
                + $"and keeps dead rows of the queues from being removed; end it: select pg_terminate_backend({old.Pid}).";
        }
    }

    private async Task<OldTransaction?> FindOldTransactionAsync(CancellationToken cancellation)
    {
        await using var command = database.Source.CreateCommand(OldTransaction.Sql).With(options.Value.HealthyTransactionAge);
        await using var found = await command.ExecuteReaderAsync(cancellation);
        return await found.ReadAsync(cancellation)
            ? new OldTransaction(found.GetInt32(0), found.GetString(1), found.GetString(2), TimeSpan.FromSeconds(found.GetDouble(3)))
            : null;
    }
}
