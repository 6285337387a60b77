using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.DurableTask.Client;

/// <summary>The builder behind <c>AddDurableTaskClient</c>.</summary>
public class DefaultDurableTaskClientBuilder(string? name, IServiceCollection services) : IDurableTaskClientBuilder
{
    /// <inheritdoc/>
    public string Name { get; } = name ?? string.Empty;

    /// <inheritdoc/>
    public IServiceCollection Services { get; } = services;

    /// <inheritdoc/>
    public Type? BuildTarget
    {
        get;
        set
        {
            if (value is not null && (value.IsAbstract || !value.IsAssignableTo(typeof(DurableTaskClient))))
            {
                throw new ArgumentException($"{value} must be a concrete {nameof(DurableTaskClient)}.", nameof(value));
            }

            field = value;
        }
    }

    /// <inheritdoc/>
    public DurableTaskClient Build(IServiceProvider serviceProvider)
    {
        var target = BuildTarget ?? throw new InvalidOperationException(
            "No back end was chosen for the durable task client. Call a Use… method of the back end, such as UsePostgres().");
        return (DurableTaskClient)ActivatorUtilities.CreateInstance(serviceProvider, target, Name);
    }
}
