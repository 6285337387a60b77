namespace Microsoft.Azure.Functions.Worker;

/// <summary>Typed parts of one invocation, at most one of each type.</summary>
public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>
{
    /// <summary>Puts in a part, replacing one of the same type.</summary>
    void Set<T>(T instance);

    /// <summary>The part of this type, or the default value when there is none.</summary>
    T? Get<T>();
}
