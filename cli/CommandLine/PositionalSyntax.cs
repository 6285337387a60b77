namespace Deis.Cli.CommandLine;

/// <summary>One positional argument of a command.</summary>
/// <param name="Name">As written in the usage line, with angle brackets.</param>
/// <param name="Required">Whether it must be there.</param>
/// <param name="Repeats">Whether it takes all that follow.</param>
/// <param name="IsBehindDashes">Whether it must stand behind <c>--</c>, so that it is not taken for an optional one before it.</param>
internal sealed record PositionalSyntax(string Name, bool Required, bool Repeats, bool IsBehindDashes);
