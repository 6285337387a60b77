namespace Deis.Cli;

/// <summary>
/// Ends a command with <c>Error: message</c> and exit code 1. A command line tool has one place that handles every
/// failure, so commands read as straight lines and this unwinds them.
/// </summary>
/// <param name="message">What is wrong.</param>
/// <param name="nextStep">What to do about it, for a line of its own below words that scripts know; null when the message says enough.</param>
internal sealed class CommandException(string message, string? nextStep = null) : Exception(message)
{
    /// <summary>What to do about it; null when the message says enough.</summary>
    public string? NextStep { get; } = nextStep;
}
