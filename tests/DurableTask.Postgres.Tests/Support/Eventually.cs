namespace DurableTask.Postgres.Tests.Support;

/// <summary>Waits for a condition, with a deadline.</summary>
public static class Eventually
{
    public static async Task TrueAsync(Func<Task<bool>> condition, CancellationToken deadline)
    {
        while (!await condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, deadline);
        }
    }

    public static Task TrueAsync(Func<bool> condition, CancellationToken deadline) =>
        TrueAsync(() => Task.FromResult(condition()), deadline);
}
