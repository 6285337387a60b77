using Microsoft.CodeAnalysis;

namespace DurableTask.Postgres.Analyzers;

/// <summary>Something that would be wrong if the code around it were run by an orchestrator.</summary>
internal sealed class Finding(DiagnosticDescriptor rule, Location location, string what, string instead, Func<CodeMap, bool>? applies = null)
{
    public DiagnosticDescriptor Rule => rule;

    public Location Location => location;

    /// <summary>False when what was learnt about the rest of the program makes it harmless.</summary>
    public bool Applies(CodeMap map) => applies?.Invoke(map) != false;

    public Diagnostic ToDiagnostic(string orchestrator) => Diagnostic.Create(rule, location, what, orchestrator, instead);
}
