using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DurableTask.Postgres.Analyzers;

/// <summary>
/// Warns about code that an orchestrator must not run, because a replay would not do the same again: in orchestrators themselves and in
/// whatever they call within the same compilation. What each rule means is in README.md.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OrchestratorAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Rules.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        // Generated code may lie between an orchestrator and what it calls, but nobody can mend it.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        if (DurableTypes.Find(context.Compilation) is not { } types)
        {
            return;
        }

        var map = new CodeMap(types);
        var catalog = new ApiCatalog(context.Compilation);
        context.RegisterSymbolAction(type => map.Add((INamedTypeSymbol)type.Symbol), SymbolKind.NamedType);
        context.RegisterOperationBlockAction(block =>
        {
            foreach (var operation in block.OperationBlocks)
            {
                new CodeReader(map, catalog, types, block.OwningSymbol).Visit(operation);
            }
        });
        context.RegisterCompilationEndAction(end =>
        {
            foreach (var diagnostic in map.Judge())
            {
                end.ReportDiagnostic(diagnostic);
            }
        });
    }
}
