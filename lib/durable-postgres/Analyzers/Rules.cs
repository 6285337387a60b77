using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace DurableTask.Postgres.Analyzers;

/// <summary>
/// What is found. Rules that the analyzers of the Durable Task SDK have too bear its numbers (<c>DURABLE</c>), the others our own
/// (<c>DTPG</c>). Arguments of every message: what was used, the orchestrator, what to use instead.
/// </summary>
internal static class Rules
{
    private const string NotTheSame = "'{0}' is not the same at each replay of orchestrator '{1}'; use {2}";

    public static readonly DiagnosticDescriptor DateTime = Create("DURABLE0001", "The wall clock in an orchestrator", NotTheSame);

    public static readonly DiagnosticDescriptor Guid = Create("DURABLE0002", "A random GUID in an orchestrator", NotTheSame);

    public static readonly DiagnosticDescriptor Delay = Create(
        "DURABLE0003",
        "A delay that is not durable in an orchestrator",
        "'{0}' in orchestrator '{1}' does not survive a restart and ends in another order at each replay; use {2}");

    public static readonly DiagnosticDescriptor Threads = Create(
        "DURABLE0004",
        "Another thread in an orchestrator",
        "'{0}' leaves or blocks the one thread of orchestrator '{1}', so that a replay cannot follow; use {2}");

    public static readonly DiagnosticDescriptor InputOutput = Create(
        "DURABLE0005",
        "Input or output in an orchestrator",
        "'{0}' in orchestrator '{1}' would be done again, with another result, at each replay; use {2}");

    public static readonly DiagnosticDescriptor EnvironmentVariable = Create("DURABLE0006", "An environment variable in an orchestrator", NotTheSame);

    public static readonly DiagnosticDescriptor Logger = Create(
        "DURABLE0010",
        "A logger that repeats itself in an orchestrator",
        "The logger '{0}' in orchestrator '{1}' writes its lines again at each replay; use {2}");

    public static readonly DiagnosticDescriptor EndlessLoop = Create(
        "DURABLE0011",
        "An endless loop in an orchestrator",
        "The '{0}' loop in orchestrator '{1}' never ends, so that its history grows until it is refused; use {2}");

    public static readonly DiagnosticDescriptor Clock = Create("DTPG0001", "A clock in an orchestrator", NotTheSame);

    public static readonly DiagnosticDescriptor Random = Create("DTPG0002", "Random numbers in an orchestrator", NotTheSame);

    public static readonly DiagnosticDescriptor Await = Create(
        "DTPG0003",
        "An await of something that is not durable in an orchestrator",
        "Orchestrator '{1}' awaits '{0}', which its context did not make, so that nothing could wake it; use {2}");

    public static readonly DiagnosticDescriptor ConfigureAwait = Create(
        "DTPG0004",
        "ConfigureAwait(false) in an orchestrator",
        "'{0}' lets orchestrator '{1}' go on outside of its one thread; use {2}");

    public static readonly DiagnosticDescriptor Machine = Create(
        "DTPG0005", "Configuration or a property of the machine in an orchestrator", NotTheSame);

    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        DateTime, Guid, Delay, Threads, InputOutput, EnvironmentVariable, Logger, EndlessLoop,
        Clock, Random, Await, ConfigureAwait, Machine,
    ];

    private static DiagnosticDescriptor Create(string id, string title, string message) => new(
        id,
        title,
        message,
        "Orchestration",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: $"lib/durable-postgres/Analyzers/README.md#{id.ToLowerInvariant()}",
        customTags: WellKnownDiagnosticTags.CompilationEnd);
}
