using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Deis.Platform.Runtime;

namespace Deis.Functions.Tests.Support;

/// <summary>A command that writes what it reads, and its terminal's sizes to standard error; ends with its input.</summary>
internal sealed class EchoJob : IAttachedJob
{
    private readonly Channel<JobOutputPart> _parts = Channel.CreateUnbounded<JobOutputPart>();
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when nobody talks to it any more.</summary>
    public Task Left => _left.Task;

    public IAsyncEnumerable<JobOutputPart> ReadAsync(CancellationToken cancellationToken) => _parts.Reader.ReadAllAsync(cancellationToken);

    public Task WriteAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken) => WriteAsync(JobStream.Output, input.ToArray());

    public Task EndInputAsync(CancellationToken cancellationToken)
    {
        _parts.Writer.Complete();
        return Task.CompletedTask;
    }

    public Task ResizeAsync(TerminalSize size, CancellationToken cancellationToken) =>
        WriteAsync(JobStream.Error, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{size.Columns}x{size.Rows}")));

    public ValueTask DisposeAsync()
    {
        _left.TrySetResult();
        return ValueTask.CompletedTask;
    }

    private Task WriteAsync(JobStream stream, byte[] bytes) => _parts.Writer.WriteAsync(new JobOutputPart(stream, bytes)).AsTask();
}
