using Npgsql;

namespace DurableTask.Postgres.Store;

/// <content>Heartbeats and the giving up of holds.</content>
internal sealed partial class PostgresWorkStore
{
    public async Task<Beat> BeatAsync(WorkerIdentity worker, CancellationToken cancellation)
    {
        var number = await hub.GetNumberAsync(cancellation);
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(LeaseSql.Beat, connection)
            .With(worker.Id).With(number).With(worker.Machine).With(worker.Pid).With(worker.PidStarted).With(options.Value.LeaseTime);
        await command.PrepareAsync(cancellation);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return new Beat(reader.GetFieldValue<DateTimeOffset>(0), (int)reader.GetInt64(1), (int)reader.GetInt64(2));
    }

    public async Task<int> BuryAsync(WorkerIdentity self, Func<int, long, bool> isAlive, CancellationToken cancellation)
    {
        var number = await hub.GetNumberAsync(cancellation);
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        var dead = new List<Guid>();
        await using (var command = new NpgsqlCommand(LeaseSql.Neighbours, connection).With(number).With(self.Machine).With(self.Id).With(options.Value.LeaseTime))
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                if (!isAlive(reader.GetInt32(1), reader.GetInt64(2)))
                {
                    dead.Add(reader.GetGuid(0));
                }
            }
        }

        if (dead.Count > 0)
        {
            await using var command = new NpgsqlCommand(LeaseSql.Bury, connection).With(dead.ToArray()).With(options.Value.LeaseTime);
            await command.ExecuteNonQueryAsync(cancellation);
        }

        return dead.Count;
    }

    public Task ReleaseAsync(Guid worker, IReadOnlyList<(long Id, int Epoch)> holds, CancellationToken cancellation) =>
        RunAsync(
            batch => batch.Add(LeaseSql.Release)
                .With(worker).With(holds.Select(hold => hold.Id).ToArray()).With(holds.Select(hold => hold.Epoch).ToArray()),
            cancellation);

    public Task RetryAsync(Guid worker, IReadOnlyList<LostStep> lost, CancellationToken cancellation) =>
        RunAsync(
            batch => batch.Add(LeaseSql.Retry)
                .With(worker).With(lost.Select(step => step.Id).ToArray()).With(lost.Select(step => step.Epoch).ToArray())
                .With(lost.Select(step => step.Delay).ToArray()).With(lost.Select(step => step.Error).ToArray()),
            cancellation);

    public Task ReturnAsync(Guid worker, IReadOnlyList<long> activities, CancellationToken cancellation) =>
        RunAsync(batch => batch.Add(LeaseSql.Return).With(worker).With(activities.ToArray()), cancellation);

    public async Task ResyncAsync(Guid worker, long[] instances, long[] activities, CancellationToken cancellation)
    {
        var number = await hub.GetNumberAsync(cancellation);
        await RunAsync(
            batch =>
            {
                batch.Add(LeaseSql.ResyncInstances).With(number).With(worker).With(instances);
                batch.Add(LeaseSql.ResyncActivities).With(number).With(worker).With(activities);
            },
            cancellation);
    }

    public Task ParkAsync(Guid worker, long id, int epoch, string reason, CancellationToken cancellation) =>
        RunAsync(batch => batch.Add(LeaseSql.Park).With(worker).With(id).With(epoch).With(reason), cancellation);

    public Task DropOrphansAsync(Guid worker, long[] ids, CancellationToken cancellation) =>
        RunAsync(
            batch =>
            {
                batch.Add(LeaseSql.DropOrphanMessages).With(ids);
                batch.Add(LeaseSql.DropOrphanHolds).With(worker).With(ids);
            },
            cancellation);

    public async Task LeaveAsync(Guid worker, CancellationToken cancellation)
    {
        var number = await hub.GetNumberAsync(cancellation);
        await RunAsync(
            batch =>
            {
                batch.Add(LeaseSql.LeaveInstances).With(number).With(worker);
                batch.Add(LeaseSql.LeaveActivities).With(number).With(worker);
                batch.Add(LeaseSql.Forget).With(worker);
            },
            cancellation);
    }
}
