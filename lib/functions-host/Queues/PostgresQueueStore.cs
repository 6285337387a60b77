using Azure.Storage.Queues.Models;
using Npgsql;

namespace Deis.FunctionsHost.Queues;

/// <summary>
/// Queues in a table (<see cref="TriggerSchema"/>). Times are those of the database, so that the clocks of replicas do not matter. A new message
/// wakes the listeners by NOTIFY.
/// </summary>
internal sealed class PostgresQueueStore(NpgsqlDataSource database, QueueNotifications notifications, TimeProvider time) : IQueueStore
{
    private const string Insert =
        """
        insert into functions.messages (id, queue, body, inserted, expires, visible, pop_receipt)
        values (@id, @queue, @body, now(), coalesce(now() + @life, 'infinity'), now(), gen_random_uuid());
        """;

    private const string Delete = "delete from functions.messages where id = @message and pop_receipt = @receipt";

    public async Task<string> SendAsync(string queue, string text, TimeSpan? timeToLive, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid();
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(InsertCommand(id, queue, text, timeToLive));
        batch.BatchCommands.Add(Notify(queue));
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return id.ToString();
    }

    public async Task<IReadOnlyList<QueueMessage>> ReceiveAsync(string queue, int count, TimeSpan hide, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            update functions.messages m
               set visible = clock_timestamp() + @hide, dequeue_count = m.dequeue_count + 1, pop_receipt = gen_random_uuid()
              from (select id from functions.messages
                     where queue = @queue and visible <= clock_timestamp() and expires > clock_timestamp()
                     order by visible limit @count for update skip locked) next
             where m.id = next.id
            returning m.id, m.pop_receipt, m.body, m.dequeue_count, m.visible, m.inserted, nullif(m.expires, 'infinity')
            """);
        command.Parameters.AddWithValue("queue", queue);
        command.Parameters.AddWithValue("count", count);
        command.Parameters.AddWithValue("hide", hide);
        var messages = new List<QueueMessage>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            messages.Add(QueuesModelFactory.QueueMessage(
                messageId: reader.GetGuid(0).ToString(),
                popReceipt: reader.GetGuid(1).ToString(),
                body: new BinaryData(reader.GetString(2)),
                dequeueCount: reader.GetInt32(3),
                nextVisibleOn: reader.GetFieldValue<DateTimeOffset>(4),
                insertedOn: reader.GetFieldValue<DateTimeOffset>(5),
                expiresOn: await reader.IsDBNullAsync(6, cancellationToken) ? null : reader.GetFieldValue<DateTimeOffset>(6)));
        }

        return messages;
    }

    public async Task<bool> DeleteAsync(string queue, QueueMessage message, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Delete);
        AddHolder(command.Parameters, message);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public async Task<QueueMessage?> HideAsync(string queue, QueueMessage message, TimeSpan hide, CancellationToken cancellationToken)
    {
        var receipt = Guid.NewGuid();
        await using var batch = database.CreateBatch();
        var update = new NpgsqlBatchCommand(
            "update functions.messages set visible = clock_timestamp() + @hide, pop_receipt = @next where id = @message and pop_receipt = @receipt");
        update.Parameters.AddWithValue("hide", hide);
        update.Parameters.AddWithValue("next", receipt);
        AddHolder(update.Parameters, message);
        batch.BatchCommands.Add(update);
        // Waiting listeners learn of the new time, too.
        batch.BatchCommands.Add(Notify(queue));
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return update.RecordsAffected == 1
            ? message.Update(QueuesModelFactory.UpdateReceipt(receipt.ToString(), time.GetUtcNow() + hide))
            : null;
    }

    public async Task MoveAsync(string queue, QueueMessage message, string target, string text, CancellationToken cancellationToken)
    {
        // One transaction; without the right receipt nothing is inserted.
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var delete = new NpgsqlCommand(Delete, connection, transaction);
        AddHolder(delete.Parameters, message);
        if (await delete.ExecuteNonQueryAsync(cancellationToken) == 0)
            return;

        await using var batch = new NpgsqlBatch(connection, transaction) { BatchCommands = { InsertCommand(Guid.NewGuid(), target, text, null), Notify(target) } };
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task WaitAsync(string queue, int emptyReceives, TimeSpan longest, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select extract(epoch from min(visible) - clock_timestamp())::double precision
              from functions.messages where queue = @queue and expires > clock_timestamp()
            """);
        command.Parameters.AddWithValue("queue", queue);
        var wait = await command.ExecuteScalarAsync(cancellationToken) is double seconds && seconds < longest.TotalSeconds
            ? TimeSpan.FromSeconds(Math.Max(seconds, 0.001))
            : longest;
        await notifications.WaitAsync(queue, wait, cancellationToken);
    }

    private static NpgsqlBatchCommand InsertCommand(Guid id, string queue, string text, TimeSpan? timeToLive)
    {
        var insert = new NpgsqlBatchCommand(Insert);
        insert.Parameters.AddWithValue("id", id);
        insert.Parameters.AddWithValue("queue", queue);
        insert.Parameters.AddWithValue("body", text);
        insert.Parameters.Add(new NpgsqlParameter<TimeSpan?>("life", timeToLive));
        return insert;
    }

    private static NpgsqlBatchCommand Notify(string queue)
    {
        var notify = new NpgsqlBatchCommand($"select pg_notify('{QueueNotifications.Channel}', @queue)");
        notify.Parameters.AddWithValue("queue", queue);
        return notify;
    }

    private static void AddHolder(NpgsqlParameterCollection parameters, QueueMessage message)
    {
        parameters.AddWithValue("message", Guid.Parse(message.MessageId));
        parameters.AddWithValue("receipt", Guid.Parse(message.PopReceipt));
    }
}
