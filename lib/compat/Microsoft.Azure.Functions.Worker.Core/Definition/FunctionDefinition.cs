using System.Collections.Immutable;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>A function as the worker knows it.</summary>
public abstract class FunctionDefinition
{
    /// <summary>The parameters of its method, in order.</summary>
    public abstract ImmutableArray<FunctionParameter> Parameters { get; }

    /// <summary>File of the assembly that holds it; empty when the assembly has none.</summary>
    public abstract string PathToAssembly { get; }

    /// <summary>Full name of its method, <c>Namespace.Type.Method</c>.</summary>
    public abstract string EntryPoint { get; }

    /// <summary>Id of the function, stable while the process lives.</summary>
    public abstract string Id { get; }

    /// <summary>The name that the method's <c>[Function]</c> gives.</summary>
    public abstract string Name { get; }

    /// <summary>What goes in, the trigger among them, by name.</summary>
    public abstract IImmutableDictionary<string, BindingMetadata> InputBindings { get; }

    /// <summary>What comes out, by name.</summary>
    public abstract IImmutableDictionary<string, BindingMetadata> OutputBindings { get; }
}
