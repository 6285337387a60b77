using System.ComponentModel.DataAnnotations;
using Npgsql;

namespace DurableTask.Postgres;

/// <summary>Options of the durable engine on PostgreSQL.</summary>
public sealed class DurableTaskPostgresOptions
{
    /// <summary>
    /// The database. The engine opens its own pool on it (application name <c>durable-task</c>). Either this or <see cref="DataSource"/>
    /// is needed; transaction-mode poolers cost latency, because LISTEN does not work through them.
    /// </summary>
    public string? ConnectionString { get; set; }

    /// <summary>A data source to share instead of a connection string; it stays the caller's to dispose.</summary>
    public NpgsqlDataSource? DataSource { get; set; }

    /// <summary>Instances, workers and clients see only those of the same hub.</summary>
    [Required]
    [StringLength(128, MinimumLength = 1)]
    public string HubName { get; set; } = "default";

    /// <summary>True: schema <c>durable</c> is brought up to date at the first use.</summary>
    public bool MigrateOnStart { get; set; } = true;

    /// <summary>A worker not seen for so long has lost its instances and activities to the others.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan LeaseTime { get; set; } = TimeSpan.FromSeconds(6);

    /// <summary>How often a worker shows that it lives, and looks for dead ones; at most a third of <see cref="LeaseTime"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest time between two looks into the queues while nothing wakes the worker.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The same while no LISTEN connection is up.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00")]
    public TimeSpan PollIntervalWithoutListener { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Live orchestrators kept between turns, so that they need no replay; 0: none.</summary>
    [Range(0, 1_000_000)]
    public int MaximumCachedInstances { get; set; } = 1000;

    /// <summary>A live orchestrator that did nothing for so long is given up.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan CacheIdleTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Steps and results committed in one transaction, at most. Nothing waits for a batch to fill.</summary>
    [Range(1, 1000)]
    public int CommitBatchSize { get; set; } = 128;

    /// <summary>Transactions in flight at once; more than one only while there are full batches for the others.</summary>
    [Range(1, 64)]
    public int CommitLanes { get; set; } = 2;

    /// <summary>Messages taken by one turn of one instance, at most.</summary>
    [Range(1, 100_000)]
    public int MaximumMessagesPerTurn { get; set; } = 1000;

    /// <summary>
    /// Activities that a worker runs for its own instances without offering them to other workers first, while other workers live.
    /// Activities that usually take less than 5 ms do not count, and a worker that is alone runs all of them so.
    /// </summary>
    [Range(0, 100_000)]
    public int MaximumInlineActivities { get; set; } = 2 * Environment.ProcessorCount;

    /// <summary>Turns that may be lost in a row (process died, commit impossible) before an instance is parked.</summary>
    [Range(1, 1000)]
    public int MaximumTurnAttempts { get; set; } = 5;

    /// <summary>Process deaths during one activity before it fails with the type <c>ActivityPoisoned</c>.</summary>
    [Range(1, 1000)]
    public int MaximumActivityAttempts { get; set; } = 5;

    /// <summary>How often the gauges of the backlog are brought up to date while a meter provider listens to them.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan BacklogInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The health check says that something is wrong when due work waits for so long.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan HealthyBacklogAge { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The health check says that something is wrong when a transaction is open for so long, because it holds back vacuum.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan HealthyTransactionAge { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a stopping worker waits for running turns and activities before it gives them back.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(20);
}
