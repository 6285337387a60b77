using Deis.Functions.Reference;

namespace Deis.Functions.Operations;

/// <summary>Answer of a request that does not wait.</summary>
/// <param name="Operation">Id of the operation.</param>
public sealed record StartedOperation(string Operation) : IExample<StartedOperation>
{
    /// <inheritdoc/>
    public static StartedOperation Example => new("deploy-5f0c9a8b7d6e4f3a2b1c0d9e8f7a6b5c");
}
