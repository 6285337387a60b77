using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Deis.Platform.Runtime.Local.Apps;

/// <summary>The turns of an app: what is called and what happens runs one after the other, in the order it came; waiting for
/// processes goes on beside. Thread safe.</summary>
internal sealed partial class AppTurns(string app, ILogger logger) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ConcurrentDictionary<Task, bool> _background = [];
    private readonly CancellationTokenSource _over = new();

    /// <summary>Cancelled when the platform stops.</summary>
    public CancellationToken Over => _over.Token;

    /// <summary>Runs <paramref name="work"/> when it is this call's turn; once it runs it is not interrupted.</summary>
    public async Task RunAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await work();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>As <see cref="RunAsync(Func{Task}, CancellationToken)"/>, for work that does not wait.</summary>
    public Task RunAsync(Action work, CancellationToken cancellationToken) =>
        RunAsync(
            () =>
            {
                work();
                return Task.CompletedTask;
            },
            cancellationToken);

    /// <summary>Runs something beside the turns; <see cref="EndAsync"/> waits for it.</summary>
    public void Background(Func<Task> work)
    {
        var task = GuardedAsync(work);
        _background.TryAdd(task, true);
        task.ContinueWith(done => _background.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    /// <summary>Says that the platform stops.</summary>
    public Task StopAsync() => _over.CancelAsync();

    /// <summary>Waits for what runs beside the turns.</summary>
    public Task EndAsync() => Task.WhenAll(_background.Keys);

    /// <inheritdoc/>
    public void Dispose()
    {
        _turn.Dispose();
        _over.Dispose();
    }

    private async Task GuardedAsync(Func<Task> work)
    {
        // The caller may have the turn.
        await Task.Yield();
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested)
        {
            // the platform stops
        }
        catch (Exception exception)
        {
            LogBackgroundFailed(logger, exception, app);
        }
    }

    [LoggerMessage(2331, LogLevel.Error, "Background work of {App} failed.")]
    private static partial void LogBackgroundFailed(ILogger logger, Exception exception, string app);
}
