using Deis.SshGateway.Helper.Pushes;
using Deis.SshGateway.Helper.Sessions;

namespace Deis.SshGateway.Helper;

/// <summary>What sshd runs as user <c>git</c> for every command of a client, and git for every push. It starts once per command, so it does without
/// a host builder, a container and a command-line library.</summary>
internal static class Program
{
    private const int Failed = 1;

    private static async Task<int> Main(string[] args)
    {
        try
        {
            return await RunAsync(args);
        }
        catch (Exception e)
        {
            // The last boundary: the client shall see one line, not a stack.
            await Console.Error.WriteLineAsync($"The SSH gateway failed: {e.Message}");
            return Failed;
        }
    }

    private static async Task<int> RunAsync(string[] args)
    {
        switch (args)
        {
            // As the login shell of an account of its own, the forced command comes as sh's -c would get it.
            case ["-c", var command] when command.Split(' ') is [_, "session", var fingerprint]:
                return GitSession.Run(fingerprint);
            case ["session", var fingerprint]:
                return GitSession.Run(fingerprint);
            case ["pre-receive"]:
                return await PreReceiveHook.RunAsync(CancellationToken.None);
            default:
                await Console.Error.WriteLineAsync("deis-git is run by sshd and git; there is no shell.");
                return Failed;
        }
    }
}
