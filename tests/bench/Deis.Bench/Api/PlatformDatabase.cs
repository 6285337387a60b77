using Deis.Acceptance.Driving;
using Npgsql;

namespace Deis.Bench.Api;

/// <summary>The platform's PostgreSQL, as its own role.</summary>
internal static class PlatformDatabase
{
    public static NpgsqlDataSource Open(Platform platform) => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder
    {
        Host = Path.Combine(platform.State, "postgres", "run"),
        Username = "deis",
        Database = "deis",
        MaxAutoPrepare = 1,
        // The server takes a hundred connections, and the platform has most of them.
        MaxPoolSize = 20,
    });
}
