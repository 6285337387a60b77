namespace DurableTask.Postgres;

/// <summary>Rules for instance ids (docs/protocol/durable-task.md §6).</summary>
public static class InstanceIds
{
    /// <summary>Longest instance id, in characters.</summary>
    public const int MaximumLength = 256;

    /// <summary>False for ids that are empty, too long or hold control characters: no instance has such a one.</summary>
    public static bool IsValid(string instanceId)
    {
        ArgumentNullException.ThrowIfNull(instanceId);
        return instanceId.Length is > 0 and <= MaximumLength && !instanceId.Any(char.IsControl);
    }

    /// <summary>Refuses ids that break a rule.</summary>
    /// <exception cref="ArgumentException">The id breaks a rule.</exception>
    public static void Require(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (!IsValid(instanceId))
        {
            throw new ArgumentException(
                $"An instance id has at most {MaximumLength} characters and no control characters.", nameof(instanceId));
        }
    }
}
