using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableTask.Postgres.Analyzers;

/// <summary>Small questions about symbols and operations.</summary>
internal static class Symbols
{
    /// <summary>True when the type is the other one, derives from it or implements it; type arguments do not matter.</summary>
    public static bool Inherits(ITypeSymbol type, INamedTypeSymbol other) =>
        SelfAndBases(type).Any(candidate => SymbolEqualityComparer.Default.Equals(candidate, other));

    /// <summary>The type, its base classes and its interfaces, without type arguments.</summary>
    public static IEnumerable<ITypeSymbol> SelfAndBases(ITypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            yield return current.OriginalDefinition;
        }

        foreach (var implemented in type.AllInterfaces)
        {
            yield return implemented.OriginalDefinition;
        }

        if (type is ITypeParameterSymbol parameter)
        {
            foreach (var constraint in parameter.ConstraintTypes.SelectMany(SelfAndBases))
            {
                yield return constraint;
            }
        }
    }

    /// <summary>The operation without conversions and parentheses around it.</summary>
    public static IOperation Bare(IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation conversion:
                    operation = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                case IDelegateCreationOperation creation:
                    operation = creation.Target;
                    break;
                default:
                    return operation;
            }
        }
    }

    /// <summary>What a member is called on: its instance, or the first argument of an extension method.</summary>
    public static IOperation? ReceiverOf(IOperation operation) => operation switch
    {
        IInvocationOperation { Instance: { } instance } => Bare(instance),
        IInvocationOperation { TargetMethod.IsExtensionMethod: true, Arguments.Length: > 0 } extension => Bare(extension.Arguments[0].Value),
        IPropertyReferenceOperation { Instance: { } instance } => Bare(instance),
        _ => null,
    };

    /// <summary>The operation and all below it, without those of nested functions.</summary>
    public static IEnumerable<IOperation> OwnDescendants(IOperation operation)
    {
        foreach (var child in operation.ChildOperations)
        {
            if (child is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                continue;
            }

            yield return child;
            foreach (var inner in OwnDescendants(child))
            {
                yield return inner;
            }
        }
    }

    /// <summary>Every value that the block around the operation gives to the local variable.</summary>
    public static IEnumerable<IOperation> ValuesOf(ILocalReferenceOperation reference)
    {
        IOperation root = reference;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        foreach (var operation in root.DescendantsAndSelf())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator
                    when SymbolEqualityComparer.Default.Equals(declarator.Symbol, reference.Local) && declarator.GetVariableInitializer() is { } initial:
                    yield return initial.Value;
                    break;
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment
                    when SymbolEqualityComparer.Default.Equals(target.Local, reference.Local):
                    yield return assignment.Value;
                    break;
            }
        }
    }
}
