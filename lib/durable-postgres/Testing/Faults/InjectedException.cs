using DurableTask.Postgres.Store;

namespace DurableTask.Postgres.Testing.Faults;

/// <summary>An error of the store that a test asked for.</summary>
/// <param name="fault">What it means.</param>
internal sealed class InjectedException(StoreFault fault) : Exception($"The test asked for this fault: {fault}.")
{
    /// <summary>What it means.</summary>
    public StoreFault Fault => fault;
}
