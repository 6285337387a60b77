namespace Deis.Platform.Runtime;

/// <summary>Size of a terminal in characters.</summary>
/// <param name="Columns">Characters of a line.</param>
/// <param name="Rows">Lines.</param>
public sealed record TerminalSize(ushort Columns, ushort Rows);
