using System.Collections.Concurrent;

namespace Deis.RuntimeContract;

/// <summary>Clients that ask an app again and again.</summary>
public sealed class RequestLoop : IAsyncDisposable
{
    private const int Clients = 3;

    // A connection per request: without a pause the ports of the machine would run out before the cluster has changed.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly CancellationTokenSource _over = new();
    private readonly Task _asking;

    public RequestLoop(Func<CancellationToken, Task<string>> ask) =>
        _asking = Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(() => AskAsync(ask))));

    /// <summary>The bodies of the answers, oldest first.</summary>
    public ConcurrentQueue<string> Answers { get; } = [];

    /// <summary>What failed.</summary>
    public ConcurrentQueue<Exception> Failures { get; } = [];

    /// <summary>Ends the loop; the last requests are answered.</summary>
    public async Task StopAsync()
    {
        await _over.CancelAsync();
        await _asking;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _over.Dispose();
    }

    private async Task AskAsync(Func<CancellationToken, Task<string>> ask)
    {
        while (!_over.IsCancellationRequested)
        {
            try
            {
                Answers.Enqueue(await ask(CancellationToken.None));
            }
            catch (HttpRequestException exception)
            {
                Failures.Enqueue(exception);
            }
            await Task.Delay(Pause, TimeProvider.System, _over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
