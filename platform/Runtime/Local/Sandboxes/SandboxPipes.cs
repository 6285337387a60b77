using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;

namespace Deis.Platform.Runtime.Local.Sandboxes;

/// <summary>The pipes of a sandbox's main process. The sandbox's launcher has its own standard input for something else and opens this one by its path.</summary>
internal sealed class SandboxPipes : ISandboxStreams
{
    private readonly AnonymousPipeServerStream _input = new(PipeDirection.Out, HandleInheritability.None);

    public string Input => string.Create(
        CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/fd/{_input.ClientSafePipeHandle.DangerousGetHandle()}");

    public bool IsTerminal => false;

    public IReadOnlyList<(JobStream Stream, Stream Source)> Outputs(Process monitor) =>
        [(JobStream.Output, monitor.StandardOutput.BaseStream), (JobStream.Error, monitor.StandardError.BaseStream)];

    public Task WriteAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken) => _input.WriteAsync(input, cancellationToken).AsTask();

    public Task EndInputAsync()
    {
        _input.SafePipeHandle.Dispose();
        return Task.CompletedTask;
    }

    public void Resize(TerminalSize size)
    {
        // pipes have none
    }

    // A write that waits for a reader fails once there can be none.
    public void Ended() => _input.DisposeLocalCopyOfClientHandle();

    public void Dispose() => _input.Dispose();
}
