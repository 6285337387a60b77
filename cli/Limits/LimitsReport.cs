namespace Deis.Cli.Limits;

/// <summary>The limits of an app, for scripts.</summary>
/// <param name="Memory">By process type.</param>
/// <param name="Cpu">By process type.</param>
internal sealed record LimitsReport(IReadOnlyDictionary<string, string> Memory, IReadOnlyDictionary<string, string> Cpu);
