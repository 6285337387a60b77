namespace Deis.Client.Apps;

/// <summary>The terminal that a command shall have.</summary>
/// <param name="Columns">Characters of a line, from 1 to 1000.</param>
/// <param name="Rows">Lines, from 1 to 1000.</param>
/// <param name="Type">Its type, as the variable <c>TERM</c> says; null when it is not known.</param>
public sealed record RunTerminal(int Columns, int Rows, string? Type);
