using System.Collections.Concurrent;
using Deis.RuntimeHost;

namespace Deis.Platform.Tests.Runtime;

/// <summary>Clients that ask an app again and again, through the edge.</summary>
internal sealed class RequestLoop : IAsyncDisposable
{
    private const int Clients = 3;

    private readonly CancellationTokenSource _over = new();
    private readonly Task _asking;

    public RequestLoop(TestEdge edge, string app) =>
        _asking = Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(() => AskAsync(edge, app))));

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

    private async Task AskAsync(TestEdge edge, string app)
    {
        while (!_over.IsCancellationRequested)
        {
            try
            {
                Answers.Enqueue(await edge.GetAsync(app, "/", CancellationToken.None));
            }
            catch (HttpRequestException exception)
            {
                Failures.Enqueue(exception);
            }
        }
    }
}
