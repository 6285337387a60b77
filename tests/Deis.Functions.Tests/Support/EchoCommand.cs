using Deis.Platform.Runtime;

namespace Deis.Functions.Tests.Support;

/// <summary>A command inside a process; as <see cref="EchoJob"/>, and it ends as the test says.</summary>
/// <param name="process">Where it runs.</param>
/// <param name="line">What it is.</param>
/// <param name="interaction">What it was given to talk by.</param>
internal sealed class EchoCommand(string process, string line, JobInteraction interaction) : IExecutedCommand
{
    private readonly EchoJob _streams = new();

    public string Process => process;

    public string Line => line;

    public JobInteraction Interaction => interaction;

    /// <summary>How it ends.</summary>
    public CommandEnd Ending { get; set; } = CommandEnd.Exited(0);

    /// <summary>Completes when nobody talks to it any more.</summary>
    public Task Left => _streams.Left;

    public Task<CommandEnd> End => Task.FromResult(Ending);

    public IAsyncEnumerable<JobOutputPart> ReadAsync(CancellationToken cancellationToken) => _streams.ReadAsync(cancellationToken);

    public Task WriteAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken) => _streams.WriteAsync(input, cancellationToken);

    public Task EndInputAsync(CancellationToken cancellationToken) => _streams.EndInputAsync(cancellationToken);

    public Task ResizeAsync(TerminalSize size, CancellationToken cancellationToken) => _streams.ResizeAsync(size, cancellationToken);

    public ValueTask DisposeAsync() => _streams.DisposeAsync();
}
