using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DurableTask.Postgres.Tests.Statements.Engines;

/// <summary>Builds the engine's worker on tasks that may be exchanged.</summary>
public sealed class ChangingWorkerBuilder(IServiceCollection services, ChangingTasks tasks) : IDurableTaskWorkerBuilder
{
    public string Name => string.Empty;

    public IServiceCollection Services => services;

    public Type? BuildTarget { get; set; }

    public IHostedService Build(IServiceProvider serviceProvider) =>
        (IHostedService)ActivatorUtilities.CreateInstance(serviceProvider, BuildTarget!, Name, tasks);
}
