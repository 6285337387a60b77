using DurableTask.Postgres.Store;

namespace DurableTask.Postgres.Tests.Faults;

/// <summary>One call of a worker to its store.</summary>
/// <param name="Operation">Which.</param>
/// <param name="Steps">The steps of a commit.</param>
/// <param name="Results">The results of activities that a commit sends.</param>
/// <param name="Claim">What a claim got; only known after it.</param>
internal sealed record StoreCall(
    StoreOperation Operation, IReadOnlyList<Step>? Steps = null, int Results = 0, Claim? Claim = null)
{
    /// <summary>True for a commit with a step of that instance.</summary>
    public bool Commits(string instanceId) => Steps?.Any(step => step.Instance.InstanceId == instanceId) == true;
}
