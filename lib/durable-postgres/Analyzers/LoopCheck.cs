using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableTask.Postgres.Analyzers;

/// <summary>Finds loops that add to the history for ever. A loop that can be left is taken for one that ends.</summary>
internal sealed class LoopCheck(DurableTypes types)
{
    private const string Instead = "'context.ContinueAsNew(…)' followed by 'return'";

    public Finding? Find(IWhileLoopOperation loop) => IsAlways(loop.Condition) ? Find(loop, "while") : null;

    public Finding? Find(IForLoopOperation loop) => IsAlways(loop.Condition) ? Find(loop, "for") : null;

    private Finding? Find(ILoopOperation loop, string keyword)
    {
        var body = Symbols.OwnDescendants(loop.Body).ToArray();
        return body.Any(GrowsHistory) && !body.Any(operation => IsExit(operation, loop))
            ? new Finding(Rules.EndlessLoop, loop.Syntax.GetFirstToken().GetLocation(), keyword, Instead)
            : null;
    }

    private static bool IsAlways(IOperation? condition) =>
        condition is null || condition.ConstantValue is { HasValue: true, Value: true };

    private bool GrowsHistory(IOperation operation) =>
        operation is IAwaitOperation || (operation is IInvocationOperation call && types.IsContext(call.Instance?.Type));

    private static bool IsExit(IOperation operation, ILoopOperation loop) => operation switch
    {
        IReturnOperation { Kind: not OperationKind.YieldReturn } => true,
        IThrowOperation => true,
        IBranchOperation { BranchKind: BranchKind.GoTo } => true,
        IBranchOperation { BranchKind: BranchKind.Break } branch => SymbolEqualityComparer.Default.Equals(branch.Target, loop.ExitLabel),
        _ => false,
    };
}
