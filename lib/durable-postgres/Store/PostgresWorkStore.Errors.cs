using Npgsql;

namespace DurableTask.Postgres.Store;

/// <content>What errors mean.</content>
internal sealed partial class PostgresWorkStore
{
    public StoreVerdict Judge(Exception error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure } conflict =>
            new StoreVerdict(StoreFault.Conflict, conflict.MessageText),
        PostgresException refused when !IsOutage(refused) => new StoreVerdict(StoreFault.Rejected, refused.MessageText),
        NpgsqlException or TimeoutException or IOException or OperationCanceledException => new StoreVerdict(StoreFault.Outage, error.Message),
        _ => new StoreVerdict(StoreFault.Bug, error.Message),
    };

    /// <summary>Classes 08, 53, 57, 58 and XX: the server is going, overloaded or broken; the statements are not to blame.</summary>
    private static bool IsOutage(PostgresException error) =>
        error.SqlState[..2] is "08" or "53" or "57" or "58" or "XX" or "25" || error.SqlState == PostgresErrorCodes.LockNotAvailable;
}
