namespace DurableTask.Postgres.Store;

/// <summary>A store's reading of one of its errors.</summary>
/// <param name="Fault">What it means.</param>
/// <param name="Reason">The error in words.</param>
internal sealed record StoreVerdict(StoreFault Fault, string Reason);
