using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Deis.FunctionsHost.Discovery;

internal sealed class HttpFunctionDefinition(string name, MethodInfo method, string triggerParameter) : FunctionDefinition
{
    public override string Id => Name;

    public override string Name { get; } = name;

    public override string PathToAssembly { get; } = method.Module.Assembly.Location;

    public override string EntryPoint { get; } = $"{method.DeclaringType!.FullName}.{method.Name}";

    public override ImmutableArray<FunctionParameter> Parameters { get; } =
        [.. method.GetParameters().Select(parameter => new FunctionParameter(parameter.Name!, parameter.ParameterType))];

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; } =
        Single(new Binding(triggerParameter, "httpTrigger", BindingDirection.In));

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings { get; } =
        Single(new Binding("$return", "http", BindingDirection.Out));

    private static ImmutableDictionary<string, BindingMetadata> Single(BindingMetadata binding) =>
        ImmutableDictionary<string, BindingMetadata>.Empty.Add(binding.Name, binding);

    private sealed class Binding(string name, string type, BindingDirection direction) : BindingMetadata
    {
        public override string Name { get; } = name;

        public override string Type { get; } = type;

        public override BindingDirection Direction { get; } = direction;
    }
}
