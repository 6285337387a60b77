using Npgsql;

namespace DurableTask.Postgres.Tests.Outages;

/// <summary>Clients do not hide outages; a test waits them out.</summary>
internal static class Patiently
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Tries again while the database does not answer.</summary>
    public static async Task<T> DoAsync<T>(Func<Task<T>> action, CancellationToken deadline)
    {
        while (true)
        {
            try
            {
                return await action();
            }
            catch (Exception error) when (error is NpgsqlException or TimeoutException or IOException)
            {
                await Task.Delay(_pause, TimeProvider.System, deadline);
            }
        }
    }

    public static Task DoAsync(Func<Task> action, CancellationToken deadline) => DoAsync(
        async () =>
        {
            await action();
            return true;
        },
        deadline);
}
