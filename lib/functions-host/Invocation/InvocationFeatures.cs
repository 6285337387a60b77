using System.Collections;
using Microsoft.Azure.Functions.Worker;

namespace Deis.FunctionsHost.Invocation;

internal sealed class InvocationFeatures : IInvocationFeatures
{
    private readonly Dictionary<Type, object> _parts = [];

    public void Set<T>(T instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        _parts[typeof(T)] = instance;
    }

    public T? Get<T>() => _parts.TryGetValue(typeof(T), out var part) ? (T)part : default;

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _parts.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
