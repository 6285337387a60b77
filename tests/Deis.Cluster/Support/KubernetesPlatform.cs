using System.Collections.Concurrent;
using Deis.Kubernetes.Connections;
using Deis.Kubernetes.Resources;
using Deis.Platform.ObjectStorage;
using Deis.Platform.Runtime;
using Deis.Platform.Runtime.Kubernetes;
using Deis.RuntimeHost;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Deis.Cluster.Support;

/// <summary>One life of a platform on the test cluster: the runtime, and around it what it needs. What it made in the cluster stays.</summary>
internal sealed class KubernetesPlatform : IRuntimePlatform
{
    private static readonly Lazy<Task<KubernetesPlatform?>> _shared = new(StartSharedAsync);

    private readonly CancellationTokenSource _over = new();
    private readonly ConcurrentDictionary<Correlation, TaskCompletionSource<RuntimeOutcome>> _outcomes = [];
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        PooledConnectionLifetime = TimeSpan.Zero,
        ConnectTimeout = TimeSpan.FromSeconds(3),
    });
    private readonly ConcurrentDictionary<string, string> _addresses = [];
    private readonly k8s.Kubernetes _connection;
    private readonly KubernetesAppRuntime _runtime;
    private readonly SlugServer _slugs;
    private readonly string _folder;
    private Task _watching = Task.CompletedTask;
    private bool _isShared;

    private KubernetesPlatform(
        string folder, SlugServer slugs, IObjectStore objects, MemoryLogStreams logs, k8s.Kubernetes connection, KubernetesRuntimeOptions options)
    {
        Logs = logs;
        _folder = folder;
        _slugs = slugs;
        Objects = objects;
        _connection = connection;
        _runtime = new KubernetesAppRuntime(connection, Options.Create(options), objects, Logs, TimeProvider.System, NullLogger<KubernetesAppRuntime>.Instance);
    }

    public IAppRuntime Runtime => _runtime;

    public IObjectStore Objects { get; }

    /// <summary>Its log.</summary>
    public MemoryLogStreams Logs { get; }

    /// <summary>An administrator's connection, to look at what the runtime has made.</summary>
    public k8s.Kubernetes Client { get; } = Connect(TestCluster.Kubeconfig);

    /// <summary>
    /// The one of all tests that need none of their own: each platform follows what every pod of the cluster does and writes. It lives as long as the program. Null without a cluster.
    /// </summary>
    public static Task<KubernetesPlatform?> SharedAsync() => _shared.Value;

    /// <summary>Starts a platform, with an object store and a log of its own unless they are given; null without a cluster.</summary>
    public static async Task<KubernetesPlatform?> StartAsync(
        IObjectStore? objects = null, MemoryLogStreams? logs = null, Action<KubernetesRuntimeOptions>? configure = null)
    {
        if (TestCluster.Folder is null)
            return null;
        KubernetesRuntimeOptions options = new()
        {
            SlugRunnerImage = TestCluster.SlugRunnerImage,
            SettleTime = TimeSpan.FromSeconds(2),
            DrainTime = TimeSpan.FromSeconds(2),
            // Commands that take no SIGTERM are waited for that long.
            JobGracePeriod = TimeSpan.FromSeconds(2),
            UnschedulableLimit = TimeSpan.FromSeconds(2),
        };
        configure?.Invoke(options);
        var folder = Directory.CreateTempSubdirectory("deis-cluster-").FullName;
        var slugs = await SlugServer.StartAsync(folder, TestCluster.HostAddress);
        KubernetesPlatform platform = new(folder, slugs, objects ?? slugs, logs ?? new MemoryLogStreams(), Connect(TestCluster.ControllerKubeconfig), options);
        await platform._runtime.StartAsync(CancellationToken.None);
        platform._watching = platform.WatchAsync();
        return platform;
    }

    public Task<RuntimeOutcome> OutcomeAsync(Correlation correlation, CancellationToken cancellationToken) => Outcome(correlation).Task.WaitAsync(cancellationToken);

    public void Forget(Correlation correlation) => _outcomes.TryRemove(correlation, out _);

    public async Task<string> GetAsync(string app, string path, CancellationToken cancellationToken)
    {
        if (!_addresses.TryGetValue(app, out var address))
        {
            var service = await new ResourceClient<V1Service>(Client).FindAsync(app, app, cancellationToken) ?? throw new HttpRequestException($"{app} has no Service.");
            _addresses[app] = address = service.Spec.ClusterIP;
        }
        try
        {
            return await _http.GetStringAsync(new Uri($"http://{address}{path}"), cancellationToken);
        }
        catch (HttpRequestException)
        {
            // the app may have been made anew, with another address
            _addresses.TryRemove(app, out _);
            throw;
        }
        catch (TaskCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            _addresses.TryRemove(app, out _);
            throw new HttpRequestException($"{app} did not take the connection.", exception);
        }
    }

    public async Task RemoveAsync(string app, Correlation correlation)
    {
        await Runtime.DestroyAsync(app, correlation, CancellationToken.None);
        // The cluster looks through all kinds of objects again and again until the last pod has gone in its own time.
        await Client.CoreV1.DeleteCollectionNamespacedPodAsync(app, gracePeriodSeconds: 0);
    }

    public async ValueTask DisposeAsync()
    {
        if (_isShared)
            return;
        await _runtime.StopAsync(CancellationToken.None);
        await _over.CancelAsync();
        await _watching;
        _runtime.Dispose();
        _connection.Dispose();
        Client.Dispose();
        _http.Dispose();
        _over.Dispose();
        await _slugs.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<KubernetesPlatform?> StartSharedAsync()
    {
        if (await StartAsync() is not { } platform)
            return null;
        platform._isShared = true;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(platform._folder, recursive: true);
        return platform;
    }

    private static k8s.Kubernetes Connect(string kubeconfig) => KubernetesConnection.Open(new KubernetesOptions { Kubeconfig = kubeconfig }, TimeProvider.System);

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
