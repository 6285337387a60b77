namespace Deis.Orchestrations.Leases;

/// <summary>Which lease, and for whom.</summary>
/// <param name="AppId">The app.</param>
/// <param name="Operation">The operation that wants or has it.</param>
public sealed record LeaseRequest(Guid AppId, string Operation);
