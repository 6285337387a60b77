using Deis.Platform.Runtime;
using Deis.Platform.Runtime.Local;
using Deis.RuntimeHost;

namespace Deis.Platform.Tests.Runtime;

/// <summary>A platform of its own for every test, on a folder that is gone afterwards.</summary>
public abstract class RuntimeTest : IAsyncLifetime
{
    private int _operations;

    internal SampleApp App { get; } = new("sample");

    protected TestPlatform Platform { get; private set; } = null!;

    protected IAppRuntime Runtime => Platform.Runtime;

    protected CancellationToken Deadline { get; } = new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    protected string Folder { get; } = Directory.CreateTempSubdirectory("deis-runtime-").FullName;

    public virtual async Task InitializeAsync()
    {
        // Apps of a root platform run as users of their own and must get through to their folders.
        File.SetUnixFileMode(Folder, (UnixFileMode)0b111_001_001);
        Platform = await TestPlatform.StartAsync(Folder, Configure);
        await App.PushAsync(Platform.Slugs, Deadline);
    }

    public virtual async Task DisposeAsync()
    {
        await Platform.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    protected virtual void Configure(LocalRuntimeOptions options)
    {
    }

    protected Correlation NewCorrelation() => new($"operation-{Interlocked.Increment(ref _operations)}", "done");

    /// <summary>Asks for a process type and waits for the end of the rollout.</summary>
    protected async Task<RuntimeOutcome> ApplyAsync(ProcessSpec spec)
    {
        var correlation = NewCorrelation();
        await Runtime.ApplyAsync(spec, correlation, Deadline);
        return await Platform.OutcomeAsync(correlation, Deadline);
    }

    /// <summary>A routed app with this spec, which serves.</summary>
    protected async Task DeployAsync(ProcessSpec spec)
    {
        var outcome = await ApplyAsync(spec);
        outcome.Succeeded.ShouldBeTrue(outcome.Message);
        await Runtime.PublishRoutingAsync(App.Routing(spec.Type), Deadline);
    }

    protected async Task<RuntimeOutcome> RunAsync(JobSpec job)
    {
        var correlation = NewCorrelation();
        await Runtime.StartJobAsync(job, correlation, Deadline);
        return await Platform.OutcomeAsync(correlation, Deadline);
    }

    protected Task<string> GetAsync(string path) => Platform.Edge.GetAsync(App.Name, path, Deadline);

    protected Task<IReadOnlyList<ProcessInstance>> ListAsync() => Runtime.ListAsync(App.Name, Deadline);

    protected IEnumerable<string> LogText(string? stream = null) => Platform.Logs.Lines(stream ?? App.Name).Select(line => line.Message);

    /// <summary>Waits until a condition holds, or fails at the deadline with <paramref name="what"/>.</summary>
    protected async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        while (!await condition())
        {
            if (Deadline.IsCancellationRequested)
                throw new TimeoutException($"It never came true that {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, CancellationToken.None);
        }
    }

    protected Task UntilAsync(Func<bool> condition, string what) => UntilAsync(() => Task.FromResult(condition()), what);
}
