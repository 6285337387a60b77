using Deis.Functions.Reference;

namespace Deis.Functions.Runs;

/// <summary>A one-off command that nobody waits for.</summary>
/// <param name="Operation">Id of the operation.</param>
/// <param name="Process">Name of the process.</param>
public sealed record DetachedRun(string Operation, string Process) : IExample<DetachedRun>
{
    /// <inheritdoc/>
    public static DetachedRun Example => new("run-b1f0c2d34e5f4a6b8c7d9e0f1a2b3c4d", "shop-run-x2k8p");
}
