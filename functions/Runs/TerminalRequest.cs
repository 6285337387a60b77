namespace Deis.Functions.Runs;

/// <summary>The terminal that a command shall have which somebody talks to.</summary>
/// <remarks>For the reference of the API; the function reads the fields one by one.</remarks>
/// <param name="Columns">Characters of a line, from 1 to 1000; 80 when it is missing.</param>
/// <param name="Rows">Lines, from 1 to 1000; 24 when it is missing.</param>
/// <param name="Type">Its type, for the variable TERM.</param>
public sealed record TerminalRequest(int? Columns, int? Rows, string? Type);
