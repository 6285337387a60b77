using DurableTask.Postgres.Replay;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace DurableTask.Postgres.Tests.Replays;

/// <summary>A worker that never runs; it shows what a worker with these tasks would use.</summary>
internal sealed class FactoryProbe(string name, IDurableTaskFactory factory, IOptionsMonitor<DurableTaskWorkerOptions> options)
    : DurableTaskWorker(name, factory)
{
    public IVersionedTaskFactory Tasks => (IVersionedTaskFactory)Factory;

    public ReplaySettings Settings
    {
        get
        {
            var own = options.Get(Name);
            return new ReplaySettings(own.DataConverter, own.Versioning?.DefaultVersion ?? string.Empty, NullLoggerFactory.Instance);
        }
    }

    public static FactoryProbe Create(Action<DurableTaskRegistry> tasks, Action<IServiceCollection>? configure, out IServiceProvider provider)
    {
        var services = new ServiceCollection();
        services.AddDurableTaskWorker(worker => worker.AddTasks(tasks).UseBuildTarget<FactoryProbe>());
        configure?.Invoke(services);
        provider = services.BuildServiceProvider();
        return provider.GetServices<IHostedService>().OfType<FactoryProbe>().Single();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;
}
