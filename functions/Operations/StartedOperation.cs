namespace Deis.Functions.Operations;

/// <summary>Answer of a request that does not wait.</summary>
/// <param name="Operation">Id of the operation.</param>
public sealed record StartedOperation(string Operation);
