namespace Deis.Cli;

/// <summary>
/// Ends a command with <c>Error: message</c> and exit code 1. A command line tool has one place that handles every
/// failure, so commands read as straight lines and this unwinds them.
/// </summary>
internal sealed class CommandException(string message) : Exception(message);
