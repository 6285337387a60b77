using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DurableTask.Postgres.Tests.Statements.Engines;

/// <summary>Tasks that are exchanged while the worker runs; found by the rules of the worker's own factory.</summary>
public sealed class ChangingTasks : IVersionedTaskFactory
{
    private volatile IVersionedTaskFactory _current;

    public ChangingTasks()
    {
        Set(_ => { });
    }

    /// <summary>The tasks of now.</summary>
    public Action<DurableTaskRegistry> Registrations { get; private set; }

    [MemberNotNull(nameof(_current), nameof(Registrations))]
    public void Set(Action<DurableTaskRegistry> tasks)
    {
        Registrations = tasks;
        _current = Build(tasks);
    }

    public void Add(Action<DurableTaskRegistry> more) => Set(Registrations + more);

    public void Clear() => Set(_ => { });

    public bool TryCreateActivity(TaskName name, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskActivity? activity) =>
        _current.TryCreateActivity(name, serviceProvider, out activity);

    public bool TryCreateOrchestrator(
        TaskName name, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskOrchestrator? orchestrator) =>
        _current.TryCreateOrchestrator(name, serviceProvider, out orchestrator);

    public bool TryCreateActivity(
        TaskName name, TaskVersion version, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskActivity? activity) =>
        _current.TryCreateActivity(name, version, serviceProvider, out activity);

    public bool TryCreateOrchestrator(
        TaskName name, TaskVersion version, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskOrchestrator? orchestrator) =>
        _current.TryCreateOrchestrator(name, version, serviceProvider, out orchestrator);

    private static IVersionedTaskFactory Build(Action<DurableTaskRegistry> tasks)
    {
        var services = new ServiceCollection();
        services.AddDurableTaskWorker(worker => worker.AddTasks(tasks).UseBuildTarget<FactoryKeeper>());
        using var provider = services.BuildServiceProvider();
        return provider.GetServices<IHostedService>().OfType<FactoryKeeper>().Single().Tasks;
    }

    private sealed class FactoryKeeper(string name, IDurableTaskFactory factory) : DurableTaskWorker(name, factory)
    {
        public IVersionedTaskFactory Tasks => (IVersionedTaskFactory)Factory;

        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;
    }
}
