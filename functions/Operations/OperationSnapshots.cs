using DurableTask.Postgres;
using Microsoft.DurableTask.Client;

namespace Deis.Functions.Operations;

/// <summary>Reads how many orchestrations stand with few questions.</summary>
public sealed class OperationSnapshots(PostgresDurableTaskClient orchestrations)
{
    /// <summary>Snapshots with outputs by instance id; those whose history was cleaned away are missing.</summary>
    public async Task<IReadOnlyDictionary<string, OrchestrationMetadata>> ReadAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var snapshots = new Dictionary<string, OrchestrationMetadata>();
        foreach (var some in ids.Chunk(PostgresOrchestrationQuery.MaximumPageSize))
        {
            var query = new PostgresOrchestrationQuery { InstanceIds = some, PageSize = some.Length, FetchInputsAndOutputs = true };
            await foreach (var instance in orchestrations.GetAllInstancesAsync(query).WithCancellation(cancellationToken))
            {
                snapshots[instance.InstanceId] = instance;
            }
        }
        return snapshots;
    }
}
