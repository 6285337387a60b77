namespace Deis.Cli.Branch;

/// <summary>Which branch is deployed, for scripts.</summary>
/// <param name="Branch">Its name; null for <c>master</c> and <c>main</c>.</param>
internal sealed record BranchReport(string? Branch);
