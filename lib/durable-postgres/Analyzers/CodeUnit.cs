using Microsoft.CodeAnalysis;

namespace DurableTask.Postgres.Analyzers;

/// <summary>A method, accessor, lambda, local function or initializer: what it calls and what was found in it.</summary>
internal sealed class CodeUnit(ISymbol symbol)
{
    public ISymbol Symbol => symbol;

    /// <summary>Functions of this program that run when this one runs, and static fields whose initial values it reads.</summary>
    public List<ISymbol> Calls { get; } = [];

    public List<Finding> Findings { get; } = [];
}
