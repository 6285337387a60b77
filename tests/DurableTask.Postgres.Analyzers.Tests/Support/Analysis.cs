using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DurableTask.Postgres.Analyzers.Tests.Support;

/// <summary>Compiles source against the assemblies that the tests run with, and analyzes it.</summary>
public static class Analysis
{
    private const string Usings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.Diagnostics;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Net.Http.Json;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.DurableTask;
        global using Microsoft.Extensions.Logging;
        """;

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(file => MetadataReference.CreateFromFile(file)),
    ];

    /// <summary>What the analyzer says, in the order of the source. Source that does not compile fails the test.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> RunAsync(string source)
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp14);
        var compilation = CSharpCompilation.Create(
            "Example",
            [CSharpSyntaxTree.ParseText(Usings, options), CSharpSyntaxTree.ParseText(source, options, path: "Example.cs")],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(error => error.ToString()).ShouldBeEmpty();
        var found = await compilation.WithAnalyzers([new OrchestratorAnalyzer()]).GetAllDiagnosticsAsync();
        return
        [
            .. found.Where(diagnostic => diagnostic.Id.StartsWith('D') || diagnostic.Id.StartsWith("AD", StringComparison.Ordinal))
                .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start),
        ];
    }

    /// <summary>Asserts that exactly what is marked is found.</summary>
    public static async Task FindsAsync(string marked)
    {
        var (source, expected) = Marked.Parse(marked);
        var found = await RunAsync(source);
        found.Select(diagnostic => Text(diagnostic.Id, diagnostic.Location.SourceSpan))
            .ShouldBe(expected.OrderBy(mark => mark.Span.Start).Select(mark => Text(mark.Id, mark.Span)), ignoreOrder: true);

        string Text(string id, Microsoft.CodeAnalysis.Text.TextSpan span) =>
            $"{id} line {source.AsSpan(0, span.Start).Count('\n') + 1}: {source[span.Start..span.End]}";
    }

    /// <summary>The body of an orchestrator, in a class.</summary>
    public static string InOrchestrator(string body, string members = "") =>
        $$"""
        public sealed class Example : TaskOrchestrator<string, string>
        {
            {{members}}

            public override async Task<string> RunAsync(TaskOrchestrationContext context, string input)
            {
                await context.CallActivityAsync("First");
                {{body}}
                return input;
            }
        }
        """;
}
