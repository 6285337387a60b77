using Deis.SshGateway.Helper.Keys;
using Deis.SshGateway.Helper.Pushes;
using Deis.SshGateway.Helper.Sessions;

namespace Deis.SshGateway.Helper;

/// <summary>What sshd runs as user <c>git</c> for every key and every command of a client, and git for every push. It starts anew each time, so it does without
/// a host builder, a container and a command-line library.</summary>
internal static class Program
{
    private const int Failed = 1;

    // Not async itself: what only the hook needs shall cost a git command no time.
    private static Task<int> Main(string[] args) => args switch
    {
        // As the login shell of an account of its own, the forced command comes as sh's -c would get it.
        ["-c", var command] when command.Split(' ') is [_, "session", var fingerprint] => Task.FromResult(Run(() => GitSession.Run(fingerprint))),
        ["session", var fingerprint] => Task.FromResult(Run(() => GitSession.Run(fingerprint))),
        ["key", var socket, var type, var key] => Task.FromResult(Run(() => KeyLookup.Run(socket, type, key))),
        ["pre-receive"] => RunHookAsync(),
        _ => Task.FromResult(Fail("deis-git is run by sshd and git; there is no shell.")),
    };

    private static int Run(Func<int> command)
    {
        try
        {
            return command();
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
