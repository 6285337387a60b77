using Npgsql;

namespace Deis.Platform.Data;

/// <summary>The connections of the use cases, and of queues and timers; the durable engine has its own.</summary>
internal static class PlatformDataSource
{
    private const int PreparedStatements = 100;

    public static NpgsqlDataSource Create(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            // Nothing changes a session, but for LISTEN on a connection that is never reused: the reset would only cost.
            NoResetOnClose = true,
        };
        if (settings.MaxAutoPrepare == 0)
        {
            // To parse and plan a query takes the server longer than to carry it out.
            settings.MaxAutoPrepare = PreparedStatements;
        }
        return NpgsqlDataSource.Create(settings);
    }
}
