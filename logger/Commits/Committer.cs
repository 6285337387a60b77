using System.Threading.Channels;
using Deis.Logger.Segments;
using Deis.Logger.Streams;
using Microsoft.Extensions.Hosting;

namespace Deis.Logger.Commits;

/// <summary>
/// The one task that writes: what arrives while it writes is its next group, so that one flush serves many requests, and a disk that
/// is slow holds up this task and no other. Lines are on the disk before they can be read.
/// </summary>
/// <param name="options">When to flush.</param>
/// <param name="health">Learns whether the disk takes lines.</param>
/// <param name="time">The clock.</param>
/// <param name="disk">Where to write; null keeps lines in memory only.</param>
internal sealed class Committer(LoggerOptions options, DiskHealth health, TimeProvider time, SegmentDisk? disk = null) : BackgroundService
{
    private const int LargestGroup = 256;
    private const int LongestQueue = 1024;

    private readonly Channel<Commit> _queue = Channel.CreateBounded<Commit>(
        new BoundedChannelOptions(LongestQueue) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    /// <summary>Stores lines.</summary>
    /// <returns>What came of them, when it is as safe as the options demand.</returns>
    /// <exception cref="OperationCanceledException">They were not taken.</exception>
    public async Task<CommitResult> AppendAsync(LogStream stream, IReadOnlyList<LogLine> lines, CancellationToken cancellation)
    {
        var commit = new Commit(stream, lines);
        try
        {
            await _queue.Writer.WriteAsync(commit, cancellation);
        }
        catch (ChannelClosedException)
        {
            return new CommitResult(CommitStatus.Refused);
        }

        return await commit.Done;
    }

    /// <summary>Deletes the files that a stream no longer needs; all of them if it has ended.</summary>
    /// <returns>Whether they are gone.</returns>
    public async Task<bool> TidyAsync(LogStream stream, CancellationToken cancellation) =>
        stream.Segments is null || (await AppendAsync(stream, [], cancellation)).Status == CommitStatus.Stored;

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        // What was taken is written even so.
        await (ExecuteTask ?? Task.CompletedTask).WaitAsync(cancellationToken);
        await base.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var group = new List<Commit>(LargestGroup);
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (group.Count < LargestGroup && _queue.Reader.TryRead(out var commit))
            {
                commit.Result = Run(commit);
                group.Add(commit);
                if (options.SyncEvery > TimeSpan.Zero)
                    commit.Complete();
            }

            if (options.SyncEvery == TimeSpan.Zero)
                Sync(group);
            group.Clear();
        }
    }

    // Whatever happens to one commit, the others must get their turn.
    private CommitResult Run(Commit commit)
    {
        var result = new CommitResult(CommitStatus.Refused);
        try
        {
            if (commit.Lines.Count > 0)
                result = Store(commit.Stream, commit.Lines);
            commit.Stream.Segments?.DeleteBefore(commit.Stream.HasEnded ? long.MaxValue : commit.Stream.First);
            return commit.Lines.Count > 0 ? result : new CommitResult(CommitStatus.Stored);
        }
        catch (Exception error)
        {
            health.Failed(error, result.Status == CommitStatus.Refused ? commit.Lines.Count : 0);
            return result;
        }
    }

    private CommitResult Store(LogStream stream, IReadOnlyList<LogLine> lines)
    {
        if (stream.HasEnded)
            return new CommitResult(CommitStatus.StreamEnded);
        var now = time.GetUtcNow();
        var entries = stream.Number(lines, now);
        stream.Segments?.Append(entries);
        health.Succeeded();
        return stream.Publish(entries, now) is { } grown
            ? new CommitResult(CommitStatus.Stored, entries[^1].Seq, grown)
            : new CommitResult(CommitStatus.StreamEnded);
    }

    private void Sync(List<Commit> group)
    {
        try
        {
            disk?.Sync();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            health.Failed(error, group.Sum(commit => commit.Lines.Count));
            foreach (var commit in group.Where(commit => commit.Result.Status == CommitStatus.Stored))
                commit.Result = commit.Result with { Status = CommitStatus.Refused };
        }

        foreach (var commit in group)
            commit.Complete();
    }
}
