using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableTask.Postgres.Analyzers;

/// <summary>
/// Finds tasks that come neither from the context nor from the program's own code (which is looked at itself). What cannot be told is
/// let pass: tasks in parameters, fields and delegates.
/// </summary>
internal sealed class AwaitCheck(DurableTypes types, ApiCatalog catalog)
{
    private const string Instead = "an activity for such work and 'await context.CallActivityAsync(…)'";

    private static readonly string[] Combiners = ["WhenAll", "WhenAny", "WhenEach"];
    private static readonly string[] Finished = ["FromResult", "FromException", "FromCanceled", "CompletedTask", "Yield"];
    private static readonly string[] Wrappers = ["ConfigureAwait", "WaitAsync", "AsTask", "Preserve", "Unwrap", "WithCancellation"];

    public Finding? Find(IOperation awaited)
    {
        var origin = OriginOf(awaited, depth: 0);

        // When the call itself is found, one warning is enough.
        return origin is null || catalog.Match(origin) is not null
            ? null
            : new Finding(Rules.Await, Symbols.Bare(awaited).Syntax.GetLocation(), Text(origin), Instead);
    }

    /// <summary>True for what a function returns to be awaited.</summary>
    public static bool IsTask(ITypeSymbol type) =>
        type.Name is "Task" or "ValueTask" && type.ContainingNamespace?.ToDisplayString() == "System.Threading.Tasks";

    private static string Text(IOperation origin) => origin switch
    {
        IInvocationOperation call => $"{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}",
        IPropertyReferenceOperation property => $"{property.Property.ContainingType.Name}.{property.Property.Name}",
        _ => origin.Syntax.ToString(),
    };

    /// <summary>The call or property that makes a task which is not durable; null: there is none, or it cannot be told.</summary>
    private IOperation? OriginOf(IOperation operation, int depth)
    {
        // Locals may be given to each other in a circle.
        if (depth > 20)
        {
            return null;
        }

        return Symbols.Bare(operation) switch
        {
            IConditionalOperation { WhenFalse: { } whenFalse } either => FirstOf([either.WhenTrue, whenFalse], depth),
            ICoalesceOperation either => FirstOf([either.Value, either.WhenNull], depth),
            ISwitchExpressionOperation arms => FirstOf(arms.Arms.Select(arm => arm.Value), depth),
            IConditionalAccessOperation access => OriginOf(access.WhenNotNull, depth + 1),
            IArrayCreationOperation { Initializer: { } elements } => FirstOf(elements.ElementValues, depth),
            ICollectionExpressionOperation elements => FirstOf(elements.Elements, depth),
            ILocalReferenceOperation local => FirstOf(Symbols.ValuesOf(local), depth),
            IInvocationOperation call => OriginOf(call, depth),
            IPropertyReferenceOperation property => IsForeign(property) ? property : null,
            _ => null,
        };
    }

    private IOperation? OriginOf(IInvocationOperation call, int depth)
    {
        var method = call.TargetMethod;
        if (method.MethodKind == MethodKind.DelegateInvoke || types.IsOurs(method) || IsContextual(call))
        {
            return null;
        }

        if (IsTask(method.ContainingType))
        {
            if (Combiners.Contains(method.Name))
            {
                return FirstOf(call.Arguments.Select(argument => argument.Value), depth);
            }

            if (Finished.Contains(method.Name))
            {
                return null;
            }
        }

        if (Wrappers.Contains(method.Name) && Symbols.ReceiverOf(call) is { Type: { } wrapped } inner && IsAwaitable(wrapped))
        {
            return OriginOf(inner, depth + 1);
        }

        // What is made of other tasks or of own code is as durable as those are; the code is looked at where it stands. What a collection
        // gives back was put into it.
        return method.OriginalDefinition.ReturnType is ITypeParameterSymbol
            || call.Arguments.Any(argument => argument.Value.Type is { } type && (type.TypeKind == TypeKind.Delegate || HoldsTasks(type)))
            || !IsAwaitable(method.ReturnType)
                ? null
                : call;
    }

    private IOperation? FirstOf(IEnumerable<IOperation> operations, int depth) =>
        operations.Select(operation => OriginOf(operation, depth + 1)).FirstOrDefault(origin => origin is not null);

    private bool IsForeign(IPropertyReferenceOperation property) =>
        IsAwaitable(property.Property.Type)
        && property.Property.OriginalDefinition.Type is not ITypeParameterSymbol
        && !types.IsOurs(property.Property)
        && !types.IsDurable(property.Property)
        && !Finished.Contains(property.Property.Name)
        && property.Property.ContainingType.Name != "TaskCompletionSource";

    /// <summary>True for calls on a context, and for those that get one.</summary>
    private bool IsContextual(IInvocationOperation call)
    {
        for (var receiver = Symbols.ReceiverOf(call); receiver is not null; receiver = Symbols.ReceiverOf(receiver))
        {
            if (types.IsContext(receiver.Type))
            {
                return true;
            }
        }

        return types.IsDurable(call.TargetMethod)
            || call.Arguments.Any(argument => types.IsContext(Symbols.Bare(argument.Value).Type));
    }

    private static bool IsAwaitable(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Dynamic
        || type.Name == "IAsyncEnumerable"
        || Symbols.SelfAndBases(type).Any(candidate => candidate.GetMembers("GetAwaiter").Length > 0);

    private static bool HoldsTasks(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsTask(array.ElementType),
        INamedTypeSymbol named => Symbols.SelfAndBases(named).Any(candidate => candidate is INamedTypeSymbol known && IsTask(known))
            || named.TypeArguments.Any(IsTask),
        _ => false,
    };
}
