using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Deis.Platform.Data;

/// <summary>Recognises failures of the database that are answers, not accidents.</summary>
public static class DatabaseErrors
{
    /// <summary>True when a row with the same unique value was there first.</summary>
    public static bool IsUniqueViolation(this DbUpdateException exception) =>
        exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    /// <summary>True when other rows still need the one that was to be removed.</summary>
    public static bool IsForeignKeyViolation(Exception exception) =>
        (exception is DbUpdateException ? exception.InnerException : exception)
            is PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.RestrictViolation };

    /// <summary>The failure of a database that cannot serve now, but may later: it is away, starts, has no connection left; null for all others.</summary>
    public static NpgsqlException? Unavailable(Exception exception) => exception switch
    {
        NpgsqlException { IsTransient: true } cause => cause,
        // Entity Framework puts its own around it.
        DbUpdateException { InnerException: { } inner } => Unavailable(inner),
        InvalidOperationException { InnerException: { } inner } => Unavailable(inner),
        _ => null,
    };
}
