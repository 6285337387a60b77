using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.DurableTask.Client;

/// <summary>Configures one client.</summary>
public interface IDurableTaskClientBuilder
{
    /// <summary>The client's name.</summary>
    string Name { get; }

    /// <summary>The services under construction.</summary>
    IServiceCollection Services { get; }

    /// <summary>The class to build, a concrete <see cref="DurableTaskClient"/>.</summary>
    Type? BuildTarget { get; set; }

    /// <summary>Builds the client.</summary>
    /// <exception cref="InvalidOperationException">No build target was set.</exception>
    DurableTaskClient Build(IServiceProvider serviceProvider);
}
