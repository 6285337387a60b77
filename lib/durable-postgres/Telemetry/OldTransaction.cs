namespace DurableTask.Postgres.Telemetry;

/// <summary>An open transaction that keeps dead rows from being removed.</summary>
/// <param name="Pid">Its server process.</param>
/// <param name="Application">Application name; empty: it has none.</param>
/// <param name="State">What it does now, such as <c>idle in transaction</c>.</param>
/// <param name="Age">How long it is open.</param>
internal sealed record OldTransaction(int Pid, string Application, string State, TimeSpan Age)
{
    /// <summary>$1 how old. Without the rights of <c>pg_read_all_stats</c> only transactions of the own role are seen.</summary>
    public const string Sql =
        """
        select pid, coalesce(application_name, ''), coalesce(state, ''), extract(epoch from clock_timestamp() - xact_start)::double precision
        from pg_stat_activity
        where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()
            and (backend_xmin is not null or backend_xid is not null) and xact_start < clock_timestamp() - $1
        order by xact_start limit 1
        """;
}
