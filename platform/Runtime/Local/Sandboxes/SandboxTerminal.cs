using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace Deis.Platform.Runtime.Local.Sandboxes;

/// <summary>The terminal of a sandbox's main process.</summary>
internal sealed class SandboxTerminal : ISandboxStreams
{
    // Ctrl-D: what a terminal's line discipline takes for the end of the input.
    private const byte EndOfTransmission = 4;

    private readonly SafeFileHandle _terminal;

    // As long as no program has this side open, reading ours fails.
    private readonly SafeFileHandle _programSide;
    private readonly FileStream _stream;

    /// <summary>Makes one.</summary>
    /// <param name="size">Its size.</param>
    /// <param name="owner">User that programs inside run as; null for our own.</param>
    public SandboxTerminal(TerminalSize size, int? owner)
    {
        _terminal = NativeTerminal.OpenTerminal();
        Input = NativeTerminal.PathOf(_terminal);
        _programSide = NativeTerminal.OpenProgramSide(Input);
        if (owner is { } user)
            Native.ChangeOwner(Input, user);
        NativeTerminal.Resize(_terminal, size);
        _stream = new FileStream(_terminal, FileAccess.ReadWrite, bufferSize: 0, isAsync: false);
    }

    public string Input { get; }

    public bool IsTerminal => true;

    public IReadOnlyList<(JobStream Stream, Stream Source)> Outputs(Process monitor) => [(JobStream.Output, _stream)];

    // The thread waits where a program does not read; terminals know no other way.
    public Task WriteAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(() => _stream.Write(input.Span), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public Task EndInputAsync() => WriteAsync(new[] { EndOfTransmission }, CancellationToken.None);

    public void Resize(TerminalSize size)
    {
        if (!_terminal.IsClosed)
            NativeTerminal.Resize(_terminal, size);
    }

    public void Ended() => _programSide.Dispose();

    public void Dispose()
    {
        _programSide.Dispose();
        _stream.Dispose();
    }
}
