using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using k8s;
using k8s.Models;

namespace Deis.Platform.Runtime.Kubernetes.Attach;

/// <summary>A further command in a container.</summary>
/// <param name="streams">Its streams, and before them those of the shell that starts it.</param>
/// <param name="script">That shell.</param>
/// <param name="end">How it ended.</param>
/// <param name="hangUp">Sends SIGHUP to it, by the id of its process.</param>
/// <param name="time">The clock.</param>
internal sealed class CommandInPod(AttachedPod streams, InsideScript script, Task<CommandEnd> end, Func<string, Task> hangUp, TimeProvider time) : IExecutedCommand
{
    // The mark and the id of a process are shorter.
    private const int LongestMark = 256;

    // As long as a shell takes to start on a busy node.
    private static readonly TimeSpan _markPatience = TimeSpan.FromSeconds(5);

    private string? _process;

    /// <inheritdoc/>
    public Task<CommandEnd> End => end;

    /// <inheritdoc/>
    public async IAsyncEnumerable<JobOutputPart> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> before = default;
        using CancellationTokenSource over = new(Timeout.InfiniteTimeSpan, time);
        // Who leaves before the mark waits for it a little: without the id of its process the command could not be hung up.
        await using var leaving = cancellationToken.Register(() =>
        {
            if (_process is null)
                over.CancelAfter(_markPatience);
            else
                over.Cancel();
        });
        await foreach (var part in streams.ReadAsync(over.Token))
        {
            if (_process is not null || part.Stream == JobStream.Error)
            {
                yield return part;
                continue;
            }
            before = (byte[])[.. before.Span, .. part.Bytes.Span];
            if (script.Find(before) is not var (process, rest))
            {
                // What is before the mark is nobody's, and may be without end.
                before = before[^Math.Min(before.Length, LongestMark)..];
                continue;
            }
            _process = process;
            cancellationToken.ThrowIfCancellationRequested();
            if (!rest.IsEmpty)
                yield return new JobOutputPart(JobStream.Output, rest);
        }
    }

    /// <inheritdoc/>
    public Task WriteAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken) => streams.WriteAsync(input, cancellationToken);

    /// <inheritdoc/>
    public Task EndInputAsync(CancellationToken cancellationToken) => streams.EndInputAsync(cancellationToken);

    /// <inheritdoc/>
    public Task ResizeAsync(TerminalSize size, CancellationToken cancellationToken) => streams.ResizeAsync(size, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await streams.DisposeAsync();
        if (_process is { } process && (!end.IsCompleted || (await end).ExitCode is null))
            await hangUp(process);
    }

    /// <summary>What a node says of a command's end.</summary>
    public static CommandEnd EndOf(ReadOnlySpan<byte> status)
    {
        var told = KubernetesJson.Deserialize<V1Status>(Encoding.UTF8.GetString(status));
        if (told.Status == "Success")
            return CommandEnd.Exited(0);
        var code = told.Details?.Causes?.FirstOrDefault(cause => cause.Reason == "ExitCode")?.Message;
        return int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? CommandEnd.Exited(number)
            : CommandEnd.Failed($"The command did not come to its own end: {told.Message}");
    }
}
