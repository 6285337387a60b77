namespace Deis.Functions.Tests.Support;

/// <summary>Waits for something that another thread does.</summary>
public static class Wait
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>What <paramref name="look"/> sees once it is not null.</summary>
    public static async Task<T> ForAsync<T>(Func<T?> look)
        where T : class
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (true)
        {
            if (look() is { } seen)
            {
                return seen;
            }
            await Task.Delay(Pause, TimeProvider.System, deadline.Token);
        }
    }

    /// <summary>Returns once the condition holds.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (!await condition())
        {
            await Task.Delay(Pause, TimeProvider.System, deadline.Token);
        }
    }
}
