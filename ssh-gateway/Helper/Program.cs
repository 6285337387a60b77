using Deis.SshGateway.Helper.Pushes;
using Deis.SshGateway.Helper.Sessions;

namespace Deis.SshGateway.Helper;

/// <summary>What sshd runs as user <c>git</c> for every command of a client, and git for every push. It starts once per command, so it does without
/// a host builder, a container and a command-line library.</summary>
internal static class Program
{
    private const int Failed = 1;

    // Not async itself: what only the hook needs shall cost a git command no time.
    private static Task<int> Main(string[] args) => args switch
    {
        // As the login shell of an account of its own, the forced command comes as sh's -c would get it.
        ["-c", var command] when command.Split(' ') is [_, "session", var fingerprint] => Task.FromResult(RunSession(fingerprint)),
        ["session", var fingerprint] => Task.FromResult(RunSession(fingerprint)),
        ["pre-receive"] => RunHookAsync(),
        _ => Task.FromResult(Fail("deis-git is run by sshd and git; there is no shell.")),
    };

    private static int RunSession(string fingerprint)
    {
        try
        {
            return GitSession.Run(fingerprint);
        }
        catch (Exception e)
        {
            return Fail(Trouble.TextOf(e));
        }
    }

    private static async Task<int> RunHookAsync()
    {
        try
        {
            return await PreReceiveHook.RunAsync(CancellationToken.None);
        }
        catch (Exception e)
        {
            return Fail(Trouble.TextOf(e));
        }
    }

    // The last boundary: the client sees one line, not a stack.
    private static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return Failed;
    }
}
