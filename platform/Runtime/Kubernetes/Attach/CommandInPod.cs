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
internal sealed class CommandInPod(AttachedPod streams, InsideScript script, Task<CommandEnd> end, Func<string, Task> hangUp) : IExecutedCommand
{
    private string? _process;

    /// <inheritdoc/>
    public Task<CommandEnd> End => end;

    /// <inheritdoc/>
    public async IAsyncEnumerable<JobOutputPart> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> before = default;
        await foreach (var part in streams.ReadAsync(cancellationToken))
        {
            if (_process is not null || part.Stream == JobStream.Error)
            {
                yield return part;
                continue;
            }
            before = (byte[])[.. before.Span, .. part.Bytes.Span];
            if (script.Find(before) is not var (process, rest))
                continue;
            _process = process;
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
