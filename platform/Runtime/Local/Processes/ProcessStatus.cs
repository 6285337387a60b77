using Deis.Platform.Runtime.Local.Sandboxes;

namespace Deis.Platform.Runtime.Local.Processes;

/// <summary>What is known of a process at a moment. Immutable.</summary>
/// <param name="State">Its state.</param>
/// <param name="StartedAt">When it was started last.</param>
/// <param name="Ends">How often it has ended.</param>
/// <param name="LastExit">How it ended last; null before that, or when it could not be started.</param>
/// <param name="Problem">What is wrong, for a sentence that begins with its name; null while nothing is.</param>
internal sealed record ProcessStatus(ProcessState State, DateTimeOffset StartedAt, int Ends, SandboxExit? LastExit, string? Problem);
