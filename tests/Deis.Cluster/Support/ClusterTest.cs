using System.Security.Cryptography;
using Deis.Platform.Runtime;

namespace Deis.Cluster.Support;

/// <summary>What only the runtime on Kubernetes does. An app of its own for every test.</summary>
public abstract class ClusterTest : IAsyncLifetime
{
    private int _operations;

    protected SampleApp App { get; } = new($"only{RandomNumberGenerator.GetHexString(8, lowercase: true)}");

    internal KubernetesPlatform Platform { get; private set; } = null!;

    protected IAppRuntime Runtime => Platform.Runtime;

    protected CancellationToken Deadline { get; } = new CancellationTokenSource(TimeSpan.FromMinutes(5)).Token;

    public async Task InitializeAsync()
    {
        if (await KubernetesPlatform.SharedAsync() is not { } platform)
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

    protected Correlation NewCorrelation() => new($"operation-{App.Name}-{Interlocked.Increment(ref _operations)}", "done");

    protected async Task<RuntimeOutcome> ApplyAsync(ProcessSpec spec)
    {
        var correlation = NewCorrelation();
        await Runtime.ApplyAsync(spec, correlation, Deadline);
        return await Platform.OutcomeAsync(correlation, Deadline);
    }

    /// <summary>A page of the app; nodes hear of its processes a moment after the platform.</summary>
    protected async Task<string> GetAsync(string path)
    {
        var page = "";
        await UntilAsync(
            async () =>
            {
                try
                {
                    page = await Platform.GetAsync(App.Name, path, Deadline);
                    return true;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            "the app answers");
        return page;
    }

    protected async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        while (!await condition())
        {
            if (Deadline.IsCancellationRequested)
                throw new TimeoutException($"It never came true that {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
        }
    }
}
