using Deis.Functions.Reference;

namespace Deis.Functions.Runs;

/// <summary>A one-off command that has come to its end (docs/protocol/controller.md §9).</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote to standard output and error.</param>
public sealed record RunAnswer(int ExitCode, string Output) : IExample<RunAnswer>
{
    /// <inheritdoc/>
    public static RunAnswer Example => new(0, "total 12\n");
}
