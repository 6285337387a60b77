namespace DurableTask.Postgres.Replay;

/// <summary>Rules for instance ids.</summary>
internal static class InstanceIds
{
    /// <summary>Longest instance id, in characters.</summary>
    public const int MaximumLength = 256;

    /// <summary>Refuses ids that are empty, too long or hold control characters.</summary>
    /// <exception cref="ArgumentException">The id breaks a rule.</exception>
    public static void Require(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (instanceId.Length > MaximumLength || instanceId.Any(char.IsControl))
        {
            throw new ArgumentException(
                $"An instance id has at most {MaximumLength} characters and no control characters.", nameof(instanceId));
        }
    }
}
