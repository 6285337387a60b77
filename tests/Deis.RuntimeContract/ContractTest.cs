using System.Security.Cryptography;
using Deis.Platform.Runtime;

namespace Deis.RuntimeContract;

/// <summary>What every runtime must do. The same tests run against each; a runtime derives from them and brings its platform.</summary>
public abstract class ContractTest : IAsyncLifetime
{
    private int _operations;

    protected SampleApp App { get; } = new($"sample{RandomNumberGenerator.GetHexString(8, lowercase: true)}");

    protected IRuntimePlatform Platform { get; private set; } = null!;

    protected IAppRuntime Runtime => Platform.Runtime;

    protected CancellationToken Deadline { get; } = new CancellationTokenSource(TimeSpan.FromMinutes(5)).Token;

    public async Task InitializeAsync()
    {
        if (await StartPlatformAsync() is not { } platform)
            return;
        Platform = platform;
        await App.PushAsync(Platform.Objects, Deadline);
    }

    public async Task DisposeAsync()
    {
        if (Platform is null)
            return;
        await Platform.RemoveAsync(App.Name, NewCorrelation());
        await Platform.DisposeAsync();
    }

    /// <summary>A platform for one test; null where there can be none, and the tests are skipped.</summary>
    protected abstract Task<IRuntimePlatform?> StartPlatformAsync();

    protected Correlation NewCorrelation() => new($"operation-{App.Name}-{Interlocked.Increment(ref _operations)}", "done");

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
        outcome.Succeeded.ShouldBeTrue($"{outcome.Message}\n{string.Join('\n', outcome.LogTail)}");
        await Runtime.PublishRoutingAsync(App.Routing(spec.Type), Deadline);
        await UntilAsync(async () => await AnswersAsync(), "the app answers");
    }

    protected async Task<RuntimeOutcome> RunAsync(JobSpec job)
    {
        var correlation = NewCorrelation();
        await Runtime.StartJobAsync(job, correlation, Deadline);
        return await Platform.OutcomeAsync(correlation, Deadline);
    }

    protected Task<string> GetAsync(string path) => Platform.GetAsync(App.Name, path, Deadline);

    /// <summary>The processes that run or start.</summary>
    protected async Task<IReadOnlyList<ProcessInstance>> ListAsync() =>
        [.. (await Runtime.ListAsync(App.Name, Deadline)).Where(process => process.State != ProcessState.Terminating)];

    /// <summary>Clients that ask the app again and again.</summary>
    protected RequestLoop Ask() => new(stop => Platform.GetAsync(App.Name, "/", stop));

    /// <summary>Waits until a condition holds, or fails at the deadline with <paramref name="what"/>.</summary>
    protected async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        while (!await condition())
        {
            if (Deadline.IsCancellationRequested)
                throw new TimeoutException($"It never came true that {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
        }
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await GetAsync("/");
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
