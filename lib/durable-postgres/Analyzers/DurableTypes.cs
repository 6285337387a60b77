using Microsoft.CodeAnalysis;

namespace DurableTask.Postgres.Analyzers;

/// <summary>The types by which orchestrators are recognised.</summary>
internal sealed class DurableTypes
{
    private readonly Compilation _compilation;
    private readonly INamedTypeSymbol _context;
    private readonly INamedTypeSymbol? _orchestrator;
    private readonly INamedTypeSymbol? _genericOrchestrator;
    private readonly INamedTypeSymbol? _registry;
    private readonly INamedTypeSymbol? _function;

    private DurableTypes(Compilation compilation, INamedTypeSymbol context)
    {
        _compilation = compilation;
        _context = context;
        _orchestrator = compilation.GetTypeByMetadataName("Microsoft.DurableTask.ITaskOrchestrator");
        _genericOrchestrator = compilation.GetTypeByMetadataName("Microsoft.DurableTask.TaskOrchestrator`2");
        _registry = compilation.GetTypeByMetadataName("Microsoft.DurableTask.DurableTaskRegistry");
        _function = compilation.GetTypeByMetadataName("Microsoft.DurableTask.FuncTaskOrchestrator");
    }

    /// <summary>Null when the compilation does not know durable tasks.</summary>
    public static DurableTypes? Find(Compilation compilation) =>
        compilation.GetTypeByMetadataName("Microsoft.DurableTask.TaskOrchestrationContext") is { } context
            ? new DurableTypes(compilation, context)
            : null;

    /// <summary>True for code whose body the analyzer sees.</summary>
    public bool IsOurs(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, _compilation.Assembly);

    /// <summary>True for an orchestration's context.</summary>
    public bool IsContext(ITypeSymbol? type) => type is not null && Symbols.Inherits(type, _context);

    /// <summary>True for members of the library that defines the context: what they do is durable.</summary>
    public bool IsDurable(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, _context.ContainingAssembly);

    /// <summary>True for classes that are orchestrators.</summary>
    public bool IsOrchestrator(INamedTypeSymbol type) => _orchestrator is not null && type.AllInterfaces.Contains(_orchestrator, SymbolEqualityComparer.Default);

    /// <summary>The orchestrator function that the class itself declares.</summary>
    public IEnumerable<IMethodSymbol> EntriesOf(INamedTypeSymbol type)
    {
        if (!IsOrchestrator(type))
        {
            yield break;
        }

        foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
        {
            if (IsOverrideOfRun(method) || IsImplementationOfRun(type, method))
            {
                yield return method;
            }
        }
    }

    /// <summary>True for calls that take orchestrator functions.</summary>
    public bool TakesOrchestrators(IMethodSymbol method) =>
        (method.Name == "AddOrchestratorFunc" && SymbolEqualityComparer.Default.Equals(method.ContainingType, _registry))
        || (method.Name == "Create" && SymbolEqualityComparer.Default.Equals(method.ContainingType, _function));

    private bool IsOverrideOfRun(IMethodSymbol method)
    {
        for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
        {
            if (overridden.Name == "RunAsync"
                && SymbolEqualityComparer.Default.Equals(overridden.ContainingType.OriginalDefinition, _genericOrchestrator))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsImplementationOfRun(INamedTypeSymbol type, IMethodSymbol method) =>
        _orchestrator!.GetMembers("RunAsync").Any(
            run => SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(run), method));
}
