using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableTask.Postgres.Analyzers;

/// <summary>Finds uses of the members in <see cref="ApiTable"/>.</summary>
internal sealed class ApiCatalog
{
    private const string AllMethods = "*";
    private const string AllMembers = ".";
    private const string Constructor = "new";

    private readonly Dictionary<ISymbol, Dictionary<string, Api>> _members = new(SymbolEqualityComparer.Default);
    private readonly INamedTypeSymbol? _random;
    private readonly INamedTypeSymbol? _cancellation;
    private readonly INamedTypeSymbol? _timeSpan;
    private readonly INamedTypeSymbol? _textReader;
    private readonly INamedTypeSymbol? _textWriter;

    public ApiCatalog(Compilation compilation)
    {
        _random = compilation.GetTypeByMetadataName("System.Random");
        _cancellation = compilation.GetTypeByMetadataName("System.Threading.CancellationTokenSource");
        _timeSpan = compilation.GetTypeByMetadataName("System.TimeSpan");
        _textReader = compilation.GetTypeByMetadataName("System.IO.StreamReader");
        _textWriter = compilation.GetTypeByMetadataName("System.IO.StreamWriter");
        foreach (var (type, members, rule, instead) in ApiTable.Rows)
        {
            foreach (var symbol in compilation.GetTypesByMetadataName(type))
            {
                Add(symbol, members, new Api(rule, instead));
            }
        }
    }

    /// <summary>What is wrong with a call, a creation, or a use of a property or field; null: nothing.</summary>
    public Finding? Match(IOperation operation)
    {
        if (Look(operation) is not { } api)
        {
            return null;
        }

        // Of a chain on one forbidden thing the first link is enough.
        return Symbols.ReceiverOf(operation) is { } receiver && Look(receiver)?.Rule == api.Rule
            ? null
            : new Finding(api.Rule, operation.Syntax.GetLocation(), Text(operation), api.Instead);
    }

    /// <summary>True for calls that run what they are given on another thread.</summary>
    public bool LeavesTheThread(IInvocationOperation call) => Look(call)?.Rule == Rules.Threads;

    private static string Text(IOperation operation) => operation switch
    {
        IInvocationOperation call => $"{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}",
        IPropertyReferenceOperation property => $"{property.Property.ContainingType.Name}.{property.Property.Name}",
        IObjectCreationOperation creation => $"new {creation.Type?.Name}",
        _ => operation.Syntax.ToString(),
    };

    private Api? Look(IOperation operation) => operation switch
    {
        IInvocationOperation call => Special(call) ?? Look(call),
        IObjectCreationOperation { Type: { } type } creation => Special(creation) ?? Look(type, Constructor, null),
        IPropertyReferenceOperation { Parent: ISimpleAssignmentOperation assignment } property when assignment.Target == property => null,
        IPropertyReferenceOperation property => Look(property.Instance?.Type ?? property.Property.ContainingType, property.Property.Name, AllMembers),

        // Even with a seed: which turn of which instance takes the next number is chance.
        IFieldReferenceOperation { Field.IsStatic: true } field when SymbolEqualityComparer.Default.Equals(field.Field.Type, _random) =>
            new Api(Rules.Random, "a generator that the orchestrator makes itself, with a seed from its input"),
        _ => null,
    };

    private Api? Look(IInvocationOperation call) =>
        Look(call.Instance?.Type ?? call.TargetMethod.ContainingType, call.TargetMethod.Name, AllMethods)
        ?? (call.TargetMethod.IsExtensionMethod && Symbols.ReceiverOf(call)?.Type is { } extended
            ? Look(extended, call.TargetMethod.Name, AllMethods)
            : null);

    private Api? Look(ITypeSymbol type, string member, string? all)
    {
        if (ApiTable.Harmless.Contains(member))
        {
            return null;
        }

        foreach (var candidate in Symbols.SelfAndBases(type))
        {
            if (!_members.TryGetValue(candidate, out var members) || ApiTable.Harmless.Contains($"{candidate.Name}.{member}"))
            {
                continue;
            }

            if (members.TryGetValue(member, out var api) || (all is not null && members.TryGetValue(all, out api)))
            {
                return api;
            }
        }

        return null;
    }

    private Api? Special(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method.Name == "WaitAsync" && method.Parameters.Any(parameter => SymbolEqualityComparer.Default.Equals(parameter.Type, _timeSpan)))
        {
            return new Api(Rules.Delay, "'await context.CreateTimer(…)' with 'Task.WhenAny(…)'");
        }

        return method.Name == "GetHashCode" && method.ContainingType.SpecialType == SpecialType.System_String
            ? new Api(Rules.Random, "a hash that is the same in every process")
            : null;
    }

    private Api? Special(IObjectCreationOperation creation)
    {
        if (SymbolEqualityComparer.Default.Equals(creation.Type, _random))
        {
            return creation.Arguments.Length == 0 ? new Api(Rules.Random, "'new Random(seed)' with a seed from the orchestrator's input") : null;
        }

        if (SymbolEqualityComparer.Default.Equals(creation.Type, _cancellation))
        {
            return creation.Arguments.Length > 0 ? new Api(Rules.Delay, "'await context.CreateTimer(…)'") : null;
        }

        var opensFile = (SymbolEqualityComparer.Default.Equals(creation.Type, _textReader) || SymbolEqualityComparer.Default.Equals(creation.Type, _textWriter))
            && creation.Arguments.FirstOrDefault()?.Value.Type?.SpecialType == SpecialType.System_String;
        return opensFile ? new Api(Rules.InputOutput, "an activity: 'await context.CallActivityAsync(…)'") : null;
    }

    private void Add(ISymbol type, string members, Api api)
    {
        if (!_members.TryGetValue(type, out var known))
        {
            _members.Add(type, known = []);
        }

        foreach (var member in members.Split(' '))
        {
            known[member] = api;
            if (member == AllMembers)
            {
                known[AllMethods] = api;
            }
        }
    }
}
