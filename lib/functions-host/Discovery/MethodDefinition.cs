using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Deis.FunctionsHost.Discovery;

/// <summary>What the host tells about a function's method.</summary>
/// <param name="name">Name of the function.</param>
/// <param name="method">Its method.</param>
/// <param name="trigger">Type of its trigger, as function.json writes it.</param>
/// <param name="triggerParameter">Name of the parameter that bears the trigger.</param>
/// <param name="output">Type of what it returns, as function.json writes it; null for nothing.</param>
internal sealed class MethodDefinition(string name, MethodInfo method, string trigger, string triggerParameter, string? output) : FunctionDefinition
{
    private static readonly ImmutableDictionary<string, BindingMetadata> None = ImmutableDictionary<string, BindingMetadata>.Empty;

    public override string Id => Name;

    public override string Name { get; } = name;

    public override string PathToAssembly { get; } = method.Module.Assembly.Location;

    public override string EntryPoint { get; } = $"{method.DeclaringType!.FullName}.{method.Name}";

    public override ImmutableArray<FunctionParameter> Parameters { get; } =
        [.. method.GetParameters().Select(parameter => new FunctionParameter(parameter.Name!, parameter.ParameterType))];

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; } =
        Single(new Binding(triggerParameter, trigger, BindingDirection.In));

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings { get; } =
        output is null ? None : Single(new Binding("$return", output, BindingDirection.Out));

    private static ImmutableDictionary<string, BindingMetadata> Single(BindingMetadata binding) =>
        None.Add(binding.Name, binding);

    private sealed class Binding(string name, string type, BindingDirection direction) : BindingMetadata
    {
        public override string Name { get; } = name;

        public override string Type { get; } = type;

        public override BindingDirection Direction { get; } = direction;
    }
}
