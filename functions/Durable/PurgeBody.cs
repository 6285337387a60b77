using Deis.Functions.Reference;

namespace Deis.Functions.Durable;

/// <summary>What a purge did.</summary>
/// <param name="InstancesDeleted">Instances removed.</param>
internal sealed record PurgeBody(int InstancesDeleted) : IExample<PurgeBody>
{
    /// <inheritdoc/>
    public static PurgeBody Example => new(1);
}
