using System.Collections.Concurrent;
using Deis.Platform.Runtime;
using Deis.Platform.Runtime.Local;
using Deis.Platform.Secrets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Deis.RuntimeHost;

/// <summary>One life of a platform on a folder that outlives it: the local runtime, and around it what it needs.</summary>
public sealed class TestPlatform : IAsyncDisposable
{
    private readonly CancellationTokenSource _over = new();
    private readonly ConcurrentDictionary<Correlation, TaskCompletionSource<RuntimeOutcome>> _outcomes = [];
    private Task _watching = Task.CompletedTask;

    private TestPlatform(string folder, SlugServer slugs, LocalRuntimeOptions options)
    {
        Folder = folder;
        Slugs = slugs;
        Options = options;
        var keys = SecretKeyRing.Load(Path.Combine(folder, "keys"), create: true);
        Runtime = new LocalAppRuntime(
            new OptionsWrapper<LocalRuntimeOptions>(options), slugs, Logs, Edge, new AesGcmSecretProtector(keys), TimeProvider.System, NullLogger<LocalAppRuntime>.Instance);
    }

    /// <summary>Where it keeps all it has.</summary>
    public string Folder { get; }

    /// <summary>The runtime under test.</summary>
    public LocalAppRuntime Runtime { get; }

    /// <summary>Its edge.</summary>
    public TestEdge Edge { get; } = new();

    /// <summary>Its logger.</summary>
    public MemoryLogStreams Logs { get; } = new();

    /// <summary>Its object storage.</summary>
    public SlugServer Slugs { get; }

    /// <summary>Its options.</summary>
    public LocalRuntimeOptions Options { get; }

    /// <summary>Starts a platform on <paramref name="folder"/>, with delays fit for tests.</summary>
    public static async Task<TestPlatform> StartAsync(string folder, Action<LocalRuntimeOptions>? configure = null)
    {
        var options = new LocalRuntimeOptions
        {
            StateFolder = Path.Combine(folder, "runtime"),
            // DEIS_TEST_RUNNER names published slug tools to test against, in place of the small stand-in.
            RunnerFolder = Environment.GetEnvironmentVariable("DEIS_TEST_RUNNER") ?? Path.Combine(AppContext.BaseDirectory, "runner"),
            SettleTime = TimeSpan.FromMilliseconds(200),
            RestartDelay = TimeSpan.FromMilliseconds(200),
            ProbePeriod = TimeSpan.FromMilliseconds(200),
            JobGracePeriod = TimeSpan.FromSeconds(2),
        };
        configure?.Invoke(options);
        var platform = new TestPlatform(folder, await SlugServer.StartAsync(Path.Combine(folder, "objects")), options);
        await platform.Runtime.StartAsync(CancellationToken.None);
        await platform.Runtime.StartedAsync(CancellationToken.None);
        platform._watching = platform.WatchAsync();
        return platform;
    }

    /// <summary>How something asked of the runtime ended.</summary>
    public Task<RuntimeOutcome> OutcomeAsync(Correlation correlation, CancellationToken cancellationToken) => Outcome(correlation).Task.WaitAsync(cancellationToken);

    /// <summary>Forgets an outcome, so that <see cref="OutcomeAsync"/> waits for the next.</summary>
    public void Forget(Correlation correlation) => _outcomes.TryRemove(correlation, out _);

    /// <summary>Stops the platform in good order.</summary>
    public async ValueTask DisposeAsync()
    {
        await Runtime.StopAsync(CancellationToken.None);
        await _over.CancelAsync();
        await _watching;
        Runtime.Dispose();
        Edge.Dispose();
        _over.Dispose();
        await Slugs.DisposeAsync();
    }

    private TaskCompletionSource<RuntimeOutcome> Outcome(Correlation correlation) =>
        _outcomes.GetOrAdd(correlation, _ => new TaskCompletionSource<RuntimeOutcome>(TaskCreationOptions.RunContinuationsAsynchronously));

    private async Task WatchAsync()
    {
        try
        {
            await foreach (var told in Runtime.WatchAsync(_over.Token))
                Outcome(told.Correlation).TrySetResult(told.Outcome);
        }
        catch (OperationCanceledException)
        {
            // the platform stops
        }
    }
}
