using Microsoft.Extensions.Hosting;

namespace Deis.FunctionsHost.Triggers;

/// <summary>
/// Runs the functions of one kind of trigger. They begin when everything else of the host has started. When it stops, they begin nothing new at
/// once, and the host waits for what runs until its patience is over.
/// </summary>
internal abstract class TriggerService : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _aborting = new();
    private IReadOnlyList<Listener> _listeners = [];
    private Task _listening = Task.CompletedTask;

    /// <summary>Runs one function until it is told to stop, and then until what runs has ended.</summary>
    /// <param name="stopping">Begins nothing new.</param>
    /// <param name="aborting">Ends what runs.</param>
    protected delegate Task Listener(CancellationToken stopping, CancellationToken aborting);

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _listeners = Read();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _listening = Task.WhenAll(_listeners.Select(listen => Task.Run(() => listen(_stopping.Token, _aborting.Token), CancellationToken.None)));
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => _stopping.CancelAsync();

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await using var _ = cancellationToken.UnsafeRegister(static aborting => ((CancellationTokenSource)aborting!).Cancel(), _aborting);
        await _listening;
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        // A host that was not stopped must not go on with services that are gone.
        _stopping.Cancel();
        _aborting.Cancel();
        _stopping.Dispose();
        _aborting.Dispose();
    }

    /// <summary>One for each function.</summary>
    /// <exception cref="HostConfigurationException">Functions or settings are wrong.</exception>
    protected abstract IReadOnlyList<Listener> Read();
}
