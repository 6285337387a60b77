namespace Deis.Cli.Releases;

/// <summary>What a rollback made, for scripts.</summary>
/// <param name="Version">Number of the new release.</param>
internal sealed record RollbackReport(int Version);
