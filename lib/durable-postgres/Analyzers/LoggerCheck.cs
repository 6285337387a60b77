using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableTask.Postgres.Analyzers;

/// <summary>
/// Finds loggers that were not made by the context. A logger is judged where it comes from: a field, a captured variable, a factory.
/// Loggers in parameters are judged where they are passed.
/// </summary>
internal sealed class LoggerCheck(CodeMap map, DurableTypes types)
{
    private const string Instead = "'context.CreateReplaySafeLogger(…)'";
    private const string Safe = "ReplaySafeLoggerFactory";

    /// <summary>Remembers what is stored in fields and properties that hold loggers.</summary>
    public void Learn(ISimpleAssignmentOperation assignment)
    {
        switch (assignment.Target)
        {
            case IFieldReferenceOperation field:
                Learn(field.Field, assignment.Value);
                break;
            case IPropertyReferenceOperation property:
                Learn(property.Property, assignment.Value);
                break;
        }
    }

    /// <summary>Remembers what is stored in a field or property.</summary>
    public void Learn(ISymbol store, IOperation value)
    {
        if (IsLogger(store is IFieldSymbol field ? field.Type : ((IPropertySymbol)store).Type))
        {
            map.AddLogger(store, IsSafe(Symbols.Bare(value)));
        }
    }

    public static Finding? Find(IFieldReferenceOperation use, ISymbol unit) =>
        IsLogger(use.Field.Type) && !IsTarget(use) && !IsNull(use.Field) ? Stored(use, use.Field, unit) : null;

    public Finding? Find(IPropertyReferenceOperation use, ISymbol unit)
    {
        var property = use.Property;
        if (!IsLogger(property.Type) || IsTarget(use) || IsNull(property) || types.IsDurable(property))
        {
            return null;
        }

        // A getter with a body is code like any other.
        var holds = !types.IsOurs(property)
            || property.ContainingType.GetMembers().OfType<IFieldSymbol>()
                .Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property.OriginalDefinition));
        return holds ? Stored(use, property, unit) : null;
    }

    public Finding? Find(IParameterReferenceOperation use, ISymbol unit)
    {
        if (!IsLogger(use.Parameter.Type) || IsTarget(use))
        {
            return null;
        }

        var owner = use.Parameter.ContainingSymbol;
        if (owner is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor)
        {
            // Whoever makes a helper passes its logger; an orchestrator is made by the engine's host.
            return types.IsOrchestrator(constructor.ContainingType) && !SymbolEqualityComparer.Default.Equals(owner, unit) ? Create(use) : null;
        }

        return Captured(use, owner, unit);
    }

    public static Finding? Find(ILocalReferenceOperation use, ISymbol unit) =>
        IsLogger(use.Local.Type) && !IsTarget(use) ? Captured(use, use.Local.ContainingSymbol, unit) : null;

    public Finding? Find(IInvocationOperation call, ISymbol unit) =>
        unit is IMethodSymbol && IsLogger(call.TargetMethod.ReturnType) && !types.IsOurs(call.TargetMethod) && !IsSafe(call) ? Create(call) : null;

    private static Finding Create(IOperation use, Func<CodeMap, bool>? applies = null) =>
        new(Rules.Logger, use.Syntax.GetLocation(), use.Syntax.ToString(), Instead, applies);

    private static bool IsLogger(ITypeSymbol type) => Symbols.SelfAndBases(type).Any(
        candidate => candidate.Name == "ILogger" && candidate.ContainingNamespace?.ToDisplayString() == "Microsoft.Extensions.Logging");

    private static bool IsTarget(IOperation use) => use.Parent is ISimpleAssignmentOperation assignment && assignment.Target == use;

    private static bool IsNull(ISymbol symbol) => symbol.ContainingType.Name == "NullLogger";

    private static Finding? Stored(IOperation use, ISymbol store, ISymbol unit) =>
        unit is IMethodSymbol { MethodKind: MethodKind.Constructor } ? null : Create(use, known => !known.HoldsSafeLogger(store));

    /// <summary>A variable of an enclosing function: made by code that the orchestrator does not run.</summary>
    private static Finding? Captured(IOperation use, ISymbol? owner, ISymbol unit) =>
        owner is null || SymbolEqualityComparer.Default.Equals(owner, unit) ? null : Create(use, known => !known.IsReached(owner));

    private bool IsSafe(IOperation value) => value switch
    {
        IInvocationOperation call => types.IsOurs(call.TargetMethod)
            || types.IsContext(call.Instance?.Type)
            || (Symbols.ReceiverOf(call) is { } factory && IsSafeFactory(factory)),
        IPropertyReferenceOperation property => types.IsDurable(property.Property) || IsNull(property.Property) || types.IsOurs(property.Property),
        IFieldReferenceOperation => true,
        IParameterReferenceOperation parameter => parameter.Parameter.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.Constructor } owner
            || !types.IsOrchestrator(owner.ContainingType),
        ILocalReferenceOperation local => Symbols.ValuesOf(local).All(assigned => IsSafe(Symbols.Bare(assigned))),
        _ => value.ConstantValue.HasValue || value is IDefaultValueOperation,
    };

    private static bool IsSafeFactory(IOperation factory) => factory switch
    {
        IPropertyReferenceOperation property => property.Property.Name == Safe,
        IParameterReferenceOperation => true,
        ILocalReferenceOperation local => Symbols.ValuesOf(local).All(assigned => IsSafeFactory(Symbols.Bare(assigned))),
        _ => false,
    };
}
