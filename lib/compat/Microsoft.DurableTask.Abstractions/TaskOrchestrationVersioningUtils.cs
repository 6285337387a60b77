namespace Microsoft.DurableTask.Abstractions;

/// <summary>Orders task versions.</summary>
public static class TaskOrchestrationVersioningUtils
{
    /// <summary>Negative, zero or positive as the first version is before, equal to or after the second; blank comes first.</summary>
    public static int CompareVersions(string sourceVersion, string otherVersion)
    {
        if (string.IsNullOrWhiteSpace(sourceVersion) || string.IsNullOrWhiteSpace(otherVersion))
        {
            return string.IsNullOrWhiteSpace(otherVersion).CompareTo(string.IsNullOrWhiteSpace(sourceVersion));
        }

        return System.Version.TryParse(sourceVersion, out var source) && System.Version.TryParse(otherVersion, out var other)
            ? source.CompareTo(other)
            : string.Compare(sourceVersion, otherVersion, StringComparison.OrdinalIgnoreCase);
    }
}
