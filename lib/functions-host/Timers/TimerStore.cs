using Npgsql;

namespace Deis.FunctionsHost.Timers;

/// <summary>The timers of all replicas, in PostgreSQL (<see cref="TriggerSchema"/>). A firing belongs to the replica that leases the timer's row for it.</summary>
internal sealed class TimerStore(NpgsqlDataSource database)
{
    /// <summary>The timer; made when it is missing. One with another schedule begins anew.</summary>
    public async Task<TimerRow> EnsureAsync(string name, TimerSchedule schedule, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            insert into functions.timers as timer (name, schedule, next, updated) values (@name, @schedule, @next, @now)
            on conflict (name) do update set schedule = excluded.schedule, next = excluded.next, updated = excluded.updated
            where timer.schedule <> excluded.schedule
            """);
        command.Parameters.AddWithValue("name", name);
        command.Parameters.AddWithValue("schedule", schedule.Text);
        command.Parameters.AddWithValue("next", schedule.NextAfter(now));
        command.Parameters.AddWithValue("now", now);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return await ReadAsync(name, cancellationToken);
    }

    public async Task<TimerRow> ReadAsync(string name, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select last, next, updated from functions.timers where name = @name");
        command.Parameters.AddWithValue("name", name);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new TimerRow(
            await reader.IsDBNullAsync(0, cancellationToken) ? null : reader.GetFieldValue<DateTimeOffset>(0),
            reader.GetFieldValue<DateTimeOffset>(1),
            reader.GetFieldValue<DateTimeOffset>(2));
    }

    /// <summary>Leases the firing at <paramref name="next"/>; false when it is somebody else's, or over.</summary>
    public async Task<bool> TryLeaseAsync(string name, DateTimeOffset next, Guid owner, DateTimeOffset now, TimeSpan length, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            update functions.timers set owner = @owner, leased_until = @until
             where name = @name and next = @next and (leased_until is null or leased_until <= @now)
            """);
        command.Parameters.AddWithValue("next", next);
        command.Parameters.AddWithValue("now", now);
        AddLease(command, name, owner, now + length);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    /// <summary>Makes a lease last longer.</summary>
    public async Task RenewAsync(string name, Guid owner, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("update functions.timers set leased_until = @until where name = @name and owner = @owner");
        AddLease(command, name, owner, until);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Notes that a firing is over, and gives the lease back.</summary>
    public async Task CompleteAsync(string name, Guid owner, DateTimeOffset last, DateTimeOffset next, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            update functions.timers set last = @last, next = @next, updated = @now, owner = null, leased_until = null
             where name = @name and owner = @owner
            """);
        command.Parameters.AddWithValue("name", name);
        command.Parameters.AddWithValue("owner", owner);
        command.Parameters.AddWithValue("last", last);
        command.Parameters.AddWithValue("next", next);
        command.Parameters.AddWithValue("now", now);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Gives the lease back; the firing is still to be done.</summary>
    public async Task GiveBackAsync(string name, Guid owner, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "update functions.timers set owner = null, leased_until = null where name = @name and owner = @owner");
        command.Parameters.AddWithValue("name", name);
        command.Parameters.AddWithValue("owner", owner);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void AddLease(NpgsqlCommand command, string name, Guid owner, DateTimeOffset until)
    {
        command.Parameters.AddWithValue("name", name);
        command.Parameters.AddWithValue("owner", owner);
        command.Parameters.AddWithValue("until", until);
    }
}
