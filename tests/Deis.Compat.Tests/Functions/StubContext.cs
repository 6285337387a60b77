using System.Collections;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Compat.Tests.Functions;

/// <summary>An invocation of no function, with what a middleware may touch.</summary>
internal sealed class StubContext(IServiceProvider services) : FunctionContext
{
    public override string InvocationId => "invocation";

    public override string FunctionId => "function";

    public override TraceContext TraceContext => throw new NotSupportedException();

    public override BindingContext BindingContext => throw new NotSupportedException();

    public override RetryContext RetryContext => throw new NotSupportedException();

    public override FunctionDefinition FunctionDefinition => throw new NotSupportedException();

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features { get; } = new Parts();

    private sealed class Parts : IInvocationFeatures
    {
        private readonly Dictionary<Type, object> _parts = [];

        public void Set<T>(T instance) => _parts[typeof(T)] = instance!;

        public T? Get<T>() => _parts.TryGetValue(typeof(T), out var part) ? (T)part : default;

        public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _parts.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
