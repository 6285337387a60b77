using Microsoft.CodeAnalysis;

namespace DurableTask.Postgres.Analyzers;

/// <summary>A forbidden member and what to use instead.</summary>
internal sealed class Api(DiagnosticDescriptor rule, string instead)
{
    public DiagnosticDescriptor Rule => rule;

    public string Instead => instead;
}
