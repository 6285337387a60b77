using System.Diagnostics;

namespace Deis.Platform.Runtime.Local.Sandboxes;

/// <summary>How somebody talks to the main process of a sandbox. Thread safe.</summary>
internal interface ISandboxStreams : IDisposable
{
    /// <summary>Path on the host of what the main process has as standard input.</summary>
    string Input { get; }

    /// <summary>True when that is a terminal, which is its output, too.</summary>
    bool IsTerminal { get; }

    /// <summary>What it writes.</summary>
    /// <param name="monitor">The process whose standard output and error it has.</param>
    IReadOnlyList<(JobStream Stream, Stream Source)> Outputs(Process monitor);

    /// <summary>Gives it bytes; waits while it does not read.</summary>
    /// <exception cref="IOException">It has ended.</exception>
    /// <exception cref="ObjectDisposedException">Its input has ended.</exception>
    Task WriteAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken);

    /// <summary>Ends its standard input.</summary>
    Task EndInputAsync();

    /// <summary>Gives its terminal another size.</summary>
    void Resize(TerminalSize size);

    /// <summary>The sandbox has ended: the outputs come to their end once they are read.</summary>
    void Ended();
}
