using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Microsoft.DurableTask.Worker;

/// <summary>Configures one worker.</summary>
public interface IDurableTaskWorkerBuilder
{
    /// <summary>The worker's name.</summary>
    string Name { get; }

    /// <summary>The services under construction.</summary>
    IServiceCollection Services { get; }

    /// <summary>The class to build, a concrete <see cref="Hosting.DurableTaskWorker"/>.</summary>
    Type? BuildTarget { get; set; }

    /// <summary>Builds the worker.</summary>
    /// <exception cref="InvalidOperationException">No build target was set.</exception>
    IHostedService Build(IServiceProvider serviceProvider);
}
