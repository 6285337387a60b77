namespace Deis.Platform.Runtime;

/// <summary>Somebody talks to a one-off command, or to one inside a process: it reads what he sends, and he alone sees what it writes; neither the log nor
/// <see cref="IAppRuntime.ReadJobOutputAsync"/> has it.</summary>
/// <param name="Terminal">Size of the terminal that the command has; null when it has pipes.</param>
/// <param name="TerminalType">Type of the terminal, for the variable <c>TERM</c>; null when it is not known.</param>
public sealed record JobInteraction(TerminalSize? Terminal, string? TerminalType = null);
