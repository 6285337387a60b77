using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableTask.Postgres.Analyzers;

/// <summary>Finds awaits that leave the orchestrator's thread.</summary>
internal static class ConfigureAwaitCheck
{
    // ConfigureAwaitOptions.ContinueOnCapturedContext
    private const int Continue = 1;

    public static Finding? Find(IInvocationOperation call)
    {
        if (call.TargetMethod.Name != "ConfigureAwait"
            || call.TargetMethod.ContainingNamespace.ToDisplayString() != "System.Threading.Tasks"
            || call.Arguments.Length == 0)
        {
            return null;
        }

        var argument = call.Arguments[call.Arguments.Length - 1].Value;
        var leaves = argument.ConstantValue is { HasValue: true, Value: { } value }
            && (value is false || (value is int options && (options & Continue) == 0));
        return leaves
            ? new Finding(Rules.ConfigureAwait, Location.Create(call.Syntax.SyntaxTree, CallSpan(call)), CallText(argument), "a plain await")
            : null;
    }

    /// <summary>From the name on: the task before it may be long.</summary>
    private static Microsoft.CodeAnalysis.Text.TextSpan CallSpan(IInvocationOperation call)
    {
        var receiver = Symbols.ReceiverOf(call);
        var name = call.Syntax.DescendantTokens().Last(
            token => token.ValueText == "ConfigureAwait" && (receiver is null || token.SpanStart >= receiver.Syntax.Span.End));
        return Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(name.SpanStart, call.Syntax.Span.End);
    }

    private static string CallText(IOperation argument) => $"ConfigureAwait({argument.Syntax})";
}
