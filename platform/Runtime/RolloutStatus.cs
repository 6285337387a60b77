namespace Deis.Platform.Runtime;

/// <summary>What is known about a process type's rollout.</summary>
/// <param name="Release">The release being rolled out; null when the type is unknown.</param>
/// <param name="Desired">Processes wanted.</param>
/// <param name="Ready">Processes of this release that are ready.</param>
/// <param name="Message">Why it is not complete, for the user; null when complete.</param>
/// <param name="LogTail">The last lines of a process of this release.</param>
public sealed record RolloutStatus(string? Release, int Desired, int Ready, string? Message, IReadOnlyList<string> LogTail);
