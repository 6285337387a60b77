namespace Deis.Platform.Runtime;

/// <summary>A command inside a running process, for the one who has started it. Disposing it before its end hangs up: its input ends, and the command with
/// all that it has started gets SIGHUP.</summary>
public interface IExecutedCommand : IAttachedJob
{
    /// <summary>How it ended; completes when <see cref="IAttachedJob.ReadAsync"/> has given all that it wrote.</summary>
    Task<CommandEnd> End { get; }
}
