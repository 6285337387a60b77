using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Microsoft.DurableTask.Testing;

/// <summary>
/// A worker and a client in the test's process: the engine as in production, its instances in memory, on a clock that the test moves.
/// </summary>
public sealed class DurableTaskTestHost : IAsyncDisposable
{
    // An activity that does not listen to its token must not hold the end of a test up for long.
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(1);

    private readonly IHost _host;

    private DurableTaskTestHost(IHost host, InMemoryOrchestrationService service, VirtualClock clock)
    {
        _host = host;
        Service = service;
        Clock = clock;
        Client = host.Services.GetRequiredService<DurableTaskClient>();
    }

    /// <summary>Starts, watches and steers orchestrations.</summary>
    public DurableTaskClient Client { get; }

    /// <summary>The services that <see cref="DurableTaskTestHostOptions.ConfigureServices"/> added, among others.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>The clock of orchestrations and activities.</summary>
    public VirtualClock Clock { get; }

    /// <summary>Where the instances live; another host can be started on it.</summary>
    public InMemoryOrchestrationService Service { get; }

    /// <summary>Starts a host.</summary>
    /// <param name="registry">Adds orchestrators and activities.</param>
    /// <param name="options">Options; null: the defaults.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The given service has no virtual clock.</exception>
    public static async Task<DurableTaskTestHost> StartAsync(
        Action<DurableTaskRegistry> registry, DurableTaskTestHostOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registry);
        options ??= new DurableTaskTestHostOptions();
        var service = options.Service ?? new InMemoryOrchestrationService(new VirtualClock(options.StartTime));
        var clock = service.Clock ?? throw new ArgumentException("The service of a test host needs a virtual clock.", nameof(options));
        service.AutoAdvance = options.AutoAdvance;

        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        if (options.LoggerFactory is { } loggers)
        {
            builder.Services.AddSingleton(loggers);
        }

        options.ConfigureServices?.Invoke(builder.Services);
        builder.Services.TryAddSingleton<TimeProvider>(clock);
        builder.Services.AddInMemoryDurableTask(registry, new InMemoryDurableTaskOptions
        {
            Service = service,
            ConfigureEngine = engine =>
            {
                engine.ShutdownTimeout = ShutdownTimeout;
                options.ConfigureEngine?.Invoke(engine);
            },
        });
        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        return new DurableTaskTestHost(host, service, clock);
    }

    /// <inheritdoc cref="InMemoryOrchestrationService.AdvanceAsync"/>
    public Task AdvanceAsync(TimeSpan by, CancellationToken cancellationToken = default) => Service.AdvanceAsync(by, cancellationToken);

    /// <inheritdoc cref="InMemoryOrchestrationService.WhenIdleAsync"/>
    public Task WhenIdleAsync(CancellationToken cancellationToken = default) => Service.WhenIdleAsync(cancellationToken);

    /// <summary>Stops the worker; what it did not finish stays in <see cref="Service"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}
