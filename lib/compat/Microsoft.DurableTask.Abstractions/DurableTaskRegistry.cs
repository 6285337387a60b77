using System.Reflection;

namespace Microsoft.DurableTask;

/// <summary>The orchestrators and activities that a worker runs, by name and version.</summary>
public sealed partial class DurableTaskRegistry
{
    private static TaskVersion VersionOf(Type type) => new(type.GetCustomAttribute<DurableTaskAttribute>()?.Version);

    private static TaskName NameOf(Type type) =>
        type.GetCustomAttribute<DurableTaskAttribute>() is { Name.Name.Length: > 0 } attribute ? attribute.Name : new TaskName(type.Name);

    private static void RequireConcrete<TTask>(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (type.IsAbstract || !type.IsAssignableTo(typeof(TTask)))
        {
            throw new ArgumentException($"{type} must be a concrete class that implements {typeof(TTask).Name}.", nameof(type));
        }
    }

    private static void RequireName(TaskName name)
    {
        if (name.Name.Length == 0)
        {
            throw new ArgumentException("A task needs a name.", nameof(name));
        }
    }
}
