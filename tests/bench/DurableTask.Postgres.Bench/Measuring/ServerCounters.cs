using System.Globalization;
using DurableTask.Postgres.Bench.Running;

namespace DurableTask.Postgres.Bench.Measuring;

/// <summary>What the server and the client library have counted.</summary>
/// <param name="Statements">Statements of the engine, by pg_stat_statements.</param>
/// <param name="Transactions">Transactions but for this program's own, by pg_stat_database.</param>
/// <param name="RoundTrips">Round trips of workers and client.</param>
/// <param name="WireBytes">Bytes to and from the server.</param>
/// <param name="RowsInserted">Rows inserted.</param>
/// <param name="RowsUpdated">Rows updated.</param>
/// <param name="RowsDeleted">Rows deleted.</param>
/// <param name="WalBytes">Bytes of write-ahead log.</param>
/// <param name="PageImages">Full page images in it.</param>
/// <param name="WalSyncs">Flushes of it.</param>
internal sealed record ServerCounters(
    double Statements,
    double Transactions,
    double RoundTrips,
    double WireBytes,
    double RowsInserted,
    double RowsUpdated,
    double RowsDeleted,
    double WalBytes,
    double PageImages,
    double WalSyncs)
{
    /// <summary>A backend that falls idle keeps its counts for up to 10 s; after this pause all have reported.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10.5);

    public static async Task<ServerCounters> ReadAsync(WorkerGroup group)
    {
        await Task.Delay(Settling, TimeProvider.System);
        var row = (await group.Database.ReadRowsAsync(
            """
            select
                (select coalesce(sum(s.calls), 0)::float8 from pg_stat_statements s join pg_database b on b.oid = s.dbid
                    where b.datname = current_database() and s.query not like '%pg_stat%'),
                d.xact_commit::float8, d.tup_inserted::float8, d.tup_updated::float8, d.tup_deleted::float8,
                w.wal_bytes::float8, w.wal_fpi::float8, w.wal_sync::float8
            from pg_stat_database d, pg_stat_wal w where d.datname = current_database()
            """))[0].Select(value => Convert.ToDouble(value, CultureInfo.InvariantCulture)).ToArray();
        var reports = new List<WorkerReport>();
        foreach (var worker in group.Workers)
        {
            reports.Add(await worker.ReportAsync());
        }

        return new ServerCounters(
            row[0],
            row[1],
            reports.Sum(report => report.RoundTrips),
            reports.Sum(report => report.Bytes),
            row[2],
            row[3],
            row[4],
            row[5],
            row[6],
            row[7]);
    }

    public ServerCounters Since(ServerCounters earlier) => new(
        Statements - earlier.Statements,
        Transactions - earlier.Transactions,
        RoundTrips - earlier.RoundTrips,
        WireBytes - earlier.WireBytes,
        RowsInserted - earlier.RowsInserted,
        RowsUpdated - earlier.RowsUpdated,
        RowsDeleted - earlier.RowsDeleted,
        WalBytes - earlier.WalBytes,
        PageImages - earlier.PageImages,
        WalSyncs - earlier.WalSyncs);

    public ServerCounters Over(double count) => new(
        Statements / count,
        Transactions / count,
        RoundTrips / count,
        WireBytes / count,
        RowsInserted / count,
        RowsUpdated / count,
        RowsDeleted / count,
        WalBytes / count,
        PageImages / count,
        WalSyncs / count);
}
