using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace DurableTask.Postgres.Analyzers;

/// <summary>All functions of the compilation and who calls whom; from it follows what orchestrators run.</summary>
internal sealed class CodeMap(DurableTypes types)
{
    private readonly ConcurrentDictionary<ISymbol, CodeUnit> _units = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, string> _entries = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentBag<INamedTypeSymbol> _types = [];
    private readonly ConcurrentBag<(ISymbol Store, bool IsSafe)> _loggers = [];
    private readonly HashSet<ISymbol> _reached = new(SymbolEqualityComparer.Default);

    /// <summary>The unit of a function or initializer.</summary>
    public CodeUnit UnitOf(ISymbol symbol) => _units.GetOrAdd(symbol.OriginalDefinition, static key => new CodeUnit(key));

    /// <summary>Takes a type of the compilation.</summary>
    public void Add(INamedTypeSymbol type)
    {
        _types.Add(type);
        foreach (var entry in types.EntriesOf(type))
        {
            AddEntry(entry, type.Name);
            foreach (var constructor in type.InstanceConstructors)
            {
                // An orchestrator is made anew for each replay.
                AddEntry(constructor, type.Name);
            }
        }
    }

    /// <summary>Takes a function that an orchestrator begins with.</summary>
    public void AddEntry(ISymbol function, string orchestrator) => _entries.TryAdd(function.OriginalDefinition, orchestrator);

    /// <summary>Takes what is stored in a field or property that holds a logger.</summary>
    public void AddLogger(ISymbol store, bool isSafe) => _loggers.Add((store.OriginalDefinition, isSafe));

    /// <summary>True when only replay-safe loggers are ever stored in the field or property.</summary>
    public bool HoldsSafeLogger(ISymbol store)
    {
        var stored = _loggers.Where(logger => SymbolEqualityComparer.Default.Equals(logger.Store, store.OriginalDefinition)).ToArray();
        return stored.Length > 0 && stored.All(logger => logger.IsSafe);
    }

    /// <summary>True when an orchestrator runs the function.</summary>
    public bool IsReached(ISymbol function) => _reached.Contains(function.OriginalDefinition);

    /// <summary>What is wrong in code that orchestrators run; each place once.</summary>
    public IReadOnlyList<Diagnostic> Judge()
    {
        var byOrchestrator = Reach();
        return
        [
            .. byOrchestrator
                .SelectMany(reached => reached.Unit.Findings
                    .Where(finding => finding.Applies(this))
                    .Select(finding => (Finding: finding, reached.Orchestrator)))
                .GroupBy(found => (found.Finding.Rule.Id, found.Finding.Location))
                .Select(same => same.First().Finding.ToDiagnostic(same.First().Orchestrator)),
        ];
    }

    private List<(CodeUnit Unit, string Orchestrator)> Reach()
    {
        var initializers = _units.Keys.Where(symbol => symbol is IFieldSymbol or IPropertySymbol && !symbol.IsStatic)
            .ToLookup(symbol => symbol.ContainingType.OriginalDefinition, SymbolEqualityComparer.Default);
        var reached = new List<(CodeUnit Unit, string Orchestrator)>();
        foreach (var entry in _entries.OrderBy(entry => entry.Value, StringComparer.Ordinal))
        {
            var waiting = new Stack<ISymbol>([entry.Key]);
            while (waiting.Count > 0)
            {
                var symbol = waiting.Pop();
                if (!_reached.Add(symbol))
                {
                    continue;
                }

                if (_units.TryGetValue(symbol, out var unit))
                {
                    reached.Add((unit, entry.Value));
                    unit.Calls.ForEach(waiting.Push);
                }

                foreach (var implied in Implied(symbol, initializers))
                {
                    waiting.Push(implied);
                }
            }
        }

        return reached;
    }

    /// <summary>What runs with a function although it does not name it.</summary>
    private IEnumerable<ISymbol> Implied(ISymbol symbol, ILookup<ISymbol?, ISymbol> initializers)
    {
        if (symbol is not IMethodSymbol method)
        {
            return [];
        }

        if (method.MethodKind == MethodKind.Constructor)
        {
            return BasesOf(method.ContainingType).SelectMany(type => initializers[type]);
        }

        if (method.ContainingType is { TypeKind: TypeKind.Interface } contract)
        {
            return _types.Where(type => Symbols.Inherits(type, contract))
                .Select(type => ImplementationOf(method, type))
                .Where(implementation => implementation is not null)
                .Select(implementation => implementation!.OriginalDefinition);
        }

        return method.IsVirtual || method.IsAbstract || method.IsOverride
            ? _types.SelectMany(type => type.GetMembers(method.Name)).OfType<IMethodSymbol>().Where(other => Overrides(other, method))
            : [];
    }

    private static IEnumerable<ISymbol> BasesOf(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            yield return current.OriginalDefinition;
        }
    }

    private static ISymbol? ImplementationOf(IMethodSymbol method, INamedTypeSymbol type) =>
        type.AllInterfaces.Where(implemented => SymbolEqualityComparer.Default.Equals(implemented.OriginalDefinition, method.ContainingType))
            .SelectMany(implemented => implemented.GetMembers(method.Name))
            .Where(member => SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, method))
            .Select(type.FindImplementationForInterfaceMember)
            .FirstOrDefault(implementation => implementation is not null);

    private static bool Overrides(IMethodSymbol method, IMethodSymbol overridden)
    {
        for (var current = method.OverriddenMethod; current is not null; current = current.OverriddenMethod)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, overridden))
            {
                return true;
            }
        }

        return false;
    }
}
