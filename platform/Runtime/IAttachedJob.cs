namespace Deis.Platform.Runtime;

/// <summary>The streams of a one-off command, for the one who talks to it. Disposing leaves the command, which goes on. One may read while another writes; not
/// two of the same.</summary>
public interface IAttachedJob : IAsyncDisposable
{
    /// <summary>What the command writes, from its start on; ends when all of it is closed. Who does not read on makes the command wait.</summary>
    IAsyncEnumerable<JobOutputPart> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Gives bytes to the command's standard input; waits while it does not read. What an ended command does not read is lost.</summary>
    Task WriteAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken);

    /// <summary>Ends the command's standard input. A terminal has no end: there it is the character that programs take for one.</summary>
    Task EndInputAsync(CancellationToken cancellationToken);

    /// <summary>The terminal has another size now; nothing happens without one.</summary>
    Task ResizeAsync(TerminalSize size, CancellationToken cancellationToken);
}
