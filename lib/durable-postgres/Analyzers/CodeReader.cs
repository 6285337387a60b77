using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableTask.Postgres.Analyzers;

/// <summary>Reads one member's code into the map, with the lambdas and local functions in it.</summary>
internal sealed class CodeReader : OperationWalker
{
    private readonly CodeMap _map;
    private readonly ApiCatalog _catalog;
    private readonly DurableTypes _types;
    private readonly AwaitCheck _awaits;
    private readonly LoggerCheck _loggers;
    private readonly LoopCheck _loops;
    private readonly Stack<CodeUnit> _units = new();

    public CodeReader(CodeMap map, ApiCatalog catalog, DurableTypes types, ISymbol owner)
    {
        _map = map;
        _catalog = catalog;
        _types = types;
        _awaits = new AwaitCheck(types, catalog);
        _loggers = new LoggerCheck(map, types);
        _loops = new LoopCheck(types);
        _units.Push(map.UnitOf(owner));
    }

    private CodeUnit Unit => _units.Peek();

    public override void VisitAnonymousFunction(IAnonymousFunctionOperation operation)
    {
        // Whoever runs the code around a lambda most likely runs the lambda too.
        Unit.Calls.Add(operation.Symbol);
        Enter(operation.Symbol, () => base.VisitAnonymousFunction(operation));
    }

    public override void VisitLocalFunction(ILocalFunctionOperation operation) =>
        Enter(operation.Symbol, () => base.VisitLocalFunction(operation));

    public override void VisitInvocation(IInvocationOperation operation)
    {
        AddEntries(operation);
        Call(operation.TargetMethod);
        Find(_catalog.Match(operation));
        Find(ConfigureAwaitCheck.Find(operation));
        Find(_loggers.Find(operation, Unit.Symbol));
        if (_catalog.LeavesTheThread(operation))
        {
            // What another thread does is no orchestrator code; that there is one is the mistake.
            Visit(operation.Instance);
            return;
        }

        base.VisitInvocation(operation);
    }

    public override void VisitObjectCreation(IObjectCreationOperation operation)
    {
        if (operation.Constructor is { } constructor)
        {
            Call(constructor);
        }

        Find(_catalog.Match(operation));
        base.VisitObjectCreation(operation);
    }

    public override void VisitMethodReference(IMethodReferenceOperation operation)
    {
        Call(operation.Method);
        base.VisitMethodReference(operation);
    }

    public override void VisitPropertyReference(IPropertyReferenceOperation operation)
    {
        if (operation.Property.GetMethod is { } getter)
        {
            Call(getter);
        }

        if (operation.Property.SetMethod is { } setter)
        {
            Call(setter);
        }

        Find(_catalog.Match(operation));
        Find(_loggers.Find(operation, Unit.Symbol));
        base.VisitPropertyReference(operation);
    }

    public override void VisitFieldReference(IFieldReferenceOperation operation)
    {
        var found = _catalog.Match(operation) ?? LoggerCheck.Find(operation, Unit.Symbol);
        Find(found);
        if (operation.Field is { IsStatic: true, IsConst: false } && found is null)
        {
            Call(operation.Field);
        }

        base.VisitFieldReference(operation);
    }

    public override void VisitParameterReference(IParameterReferenceOperation operation)
    {
        Find(_loggers.Find(operation, Unit.Symbol));
        base.VisitParameterReference(operation);
    }

    public override void VisitLocalReference(ILocalReferenceOperation operation)
    {
        Find(LoggerCheck.Find(operation, Unit.Symbol));
        base.VisitLocalReference(operation);
    }

    public override void VisitNameOf(INameOfOperation operation)
    {
        // Only a name.
    }

    public override void VisitBinaryOperator(IBinaryOperation operation)
    {
        CallOperator(operation.OperatorMethod);
        base.VisitBinaryOperator(operation);
    }

    public override void VisitUnaryOperator(IUnaryOperation operation)
    {
        CallOperator(operation.OperatorMethod);
        base.VisitUnaryOperator(operation);
    }

    public override void VisitConversion(IConversionOperation operation)
    {
        CallOperator(operation.OperatorMethod);
        base.VisitConversion(operation);
    }

    public override void VisitAwait(IAwaitOperation operation)
    {
        Find(_awaits.Find(operation.Operation));
        base.VisitAwait(operation);
    }

    public override void VisitReturn(IReturnOperation operation)
    {
        // Whoever awaits a task that is handed on awaits what made it.
        if (operation.ReturnedValue is { } value && Unit.Symbol is IMethodSymbol { IsAsync: false } method && AwaitCheck.IsTask(method.ReturnType))
        {
            Find(_awaits.Find(value));
        }

        base.VisitReturn(operation);
    }

    public override void VisitForEachLoop(IForEachLoopOperation operation)
    {
        if (operation.IsAsynchronous)
        {
            Find(_awaits.Find(operation.Collection));
        }

        base.VisitForEachLoop(operation);
    }

    public override void VisitWhileLoop(IWhileLoopOperation operation)
    {
        Find(_loops.Find(operation));
        base.VisitWhileLoop(operation);
    }

    public override void VisitForLoop(IForLoopOperation operation)
    {
        Find(_loops.Find(operation));
        base.VisitForLoop(operation);
    }

    public override void VisitSimpleAssignment(ISimpleAssignmentOperation operation)
    {
        _loggers.Learn(operation);
        base.VisitSimpleAssignment(operation);
    }

    public override void VisitFieldInitializer(IFieldInitializerOperation operation)
    {
        foreach (var field in operation.InitializedFields)
        {
            _loggers.Learn(field, operation.Value);
        }

        base.VisitFieldInitializer(operation);
    }

    public override void VisitPropertyInitializer(IPropertyInitializerOperation operation)
    {
        foreach (var property in operation.InitializedProperties)
        {
            _loggers.Learn(property, operation.Value);
        }

        base.VisitPropertyInitializer(operation);
    }

    private void Enter(IMethodSymbol function, Action visit)
    {
        _units.Push(_map.UnitOf(function));
        visit();
        _units.Pop();
    }

    private void Call(ISymbol symbol)
    {
        if (_types.IsOurs(symbol))
        {
            Unit.Calls.Add(symbol.OriginalDefinition);
        }
    }

    private void CallOperator(IMethodSymbol? method)
    {
        if (method is not null)
        {
            Call(method);
        }
    }

    private void Find(Finding? finding)
    {
        if (finding is not null)
        {
            Unit.Findings.Add(finding);
        }
    }

    private void AddEntries(IInvocationOperation operation)
    {
        if (!_types.TakesOrchestrators(operation.TargetMethod))
        {
            return;
        }

        var name = operation.Arguments.Select(argument => Symbols.Bare(argument.Value).ConstantValue)
            .Where(value => value is { HasValue: true, Value: string })
            .Select(value => (string)value.Value!)
            .FirstOrDefault();
        foreach (var argument in operation.Arguments)
        {
            switch (Symbols.Bare(argument.Value))
            {
                case IAnonymousFunctionOperation lambda:
                    _map.AddEntry(lambda.Symbol, name ?? "a lambda");
                    break;
                case IMethodReferenceOperation method:
                    _map.AddEntry(method.Method, name ?? method.Method.Name);
                    break;
            }
        }
    }
}
