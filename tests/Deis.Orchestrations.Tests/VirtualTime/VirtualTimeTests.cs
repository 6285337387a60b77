using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing;

namespace Deis.Orchestrations.Tests.VirtualTime;

/// <summary>
/// Orchestrators on the virtual clock: what takes half an hour takes milliseconds. Their activities are scripted; with the real ones they
/// run in the other tests of this project.
/// </summary>
public abstract class VirtualTimeTests : IAsyncLifetime, IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(60));
    private DurableTaskTestHost? _host;

    /// <summary>The first time of the clock.</summary>
    protected static DateTimeOffset Begun { get; } = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    protected ActivityScript Activities { get; } = new();

    protected DurableTaskTestHost Host => _host!;

    /// <summary>Ends a test that hangs.</summary>
    protected CancellationToken Deadline => _limit.Token;

    /// <summary>Seconds on the clock.</summary>
    protected double Elapsed => (Host.Clock.GetUtcNow() - Begun).TotalSeconds;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }

    public void Dispose()
    {
        _limit.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts an orchestration, without live objects between its turns, so that every turn is a replay too.</summary>
    protected async Task<string> StartAsync<TOrchestrator>(string name, object input)
        where TOrchestrator : class, ITaskOrchestrator
    {
        _host = await DurableTaskTestHost.StartAsync(
            tasks => Activities.AddTo(tasks.AddOrchestrator<TOrchestrator>()),
            new DurableTaskTestHostOptions
            {
                StartTime = Begun,
                ConfigureEngine = engine => engine.MaximumCachedInstances = 0,
            },
            Deadline);
        Activities.Use(_host.Clock);
        return await _host.Client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions("it"), Deadline);
    }

    /// <summary>Lets time pass until it has ended.</summary>
    protected async Task<T> EndAsync<T>(string id)
    {
        var end = await Host.Client.WaitForInstanceCompletionAsync(id, true, Deadline);
        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed, end.FailureDetails?.ToString());
        return end.ReadOutputAs<T>()!;
    }
}
