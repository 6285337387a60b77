using Microsoft.Extensions.Hosting;

namespace Microsoft.DurableTask.Worker.Hosting;

/// <summary>Runs orchestrations and activities in this process.</summary>
/// <param name="name">The worker's name; null or empty for the default one.</param>
/// <param name="factory">Makes the task objects.</param>
public abstract class DurableTaskWorker(string? name, IDurableTaskFactory factory) : BackgroundService
{
    /// <summary>The worker's name.</summary>
    protected virtual string Name { get; } = name ?? string.Empty;

    /// <summary>Makes the task objects.</summary>
    protected virtual IDurableTaskFactory Factory { get; } = factory;

    /// <summary>Adds facts to recorded failures; null: none.</summary>
    protected IExceptionPropertiesProvider? ExceptionPropertiesProvider { get; init; }
}
