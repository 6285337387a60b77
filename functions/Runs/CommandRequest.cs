using Deis.Functions.Reference;

namespace Deis.Functions.Runs;

/// <summary>A command to run once.</summary>
/// <remarks>For the reference of the API; the function reads the fields one by one.</remarks>
/// <param name="Command">The command line, for a shell; shorter than 100,000 bytes.</param>
/// <param name="Detach">True: nobody waits for the end.</param>
/// <param name="Attach">True: somebody will talk to it, by a WebSocket to its attach address.</param>
/// <param name="Terminal">With <c>attach</c>: the terminal that it shall have; pipes when it is missing.</param>
public sealed record CommandRequest(string Command, bool? Detach, bool? Attach, TerminalRequest? Terminal) : IExample<CommandRequest>
{
    /// <inheritdoc/>
    public static CommandRequest Example => new("ls -l", null, null, null);
}
