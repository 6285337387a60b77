namespace Microsoft.DurableTask.Client;

/// <summary>What a purge did.</summary>
/// <param name="count">Instances removed.</param>
/// <param name="isComplete">False: more match; null: not known.</param>
public class PurgeResult(int count, bool? isComplete)
{
    /// <summary>Makes a result whose completeness is not known.</summary>
    public PurgeResult(int count)
        : this(count, null)
    {
    }

    /// <summary>Instances removed.</summary>
    public int PurgedInstanceCount { get; } = count;

    /// <summary>False: more match; null: not known.</summary>
    public bool? IsComplete { get; } = isComplete;
}
