using Deis.Logger.Streams;

namespace Deis.Logger.Commits;

/// <summary>Something the committing task is to do with a stream.</summary>
/// <param name="stream">The stream.</param>
/// <param name="lines">Lines to be stored; none to delete the files that are no longer needed.</param>
internal sealed class Commit(LogStream stream, IReadOnlyList<LogLine> lines)
{
    // Whoever waits for it must not go on in the committing task.
    private readonly TaskCompletionSource<CommitResult> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LogStream Stream { get; } = stream;

    public IReadOnlyList<LogLine> Lines { get; } = lines;

    public Task<CommitResult> Done => _done.Task;

    /// <summary>What came of it, once it is known.</summary>
    public CommitResult Result { get; set; }

    /// <summary>Tells whoever waits.</summary>
    public void Complete() => _done.TrySetResult(Result);
}
