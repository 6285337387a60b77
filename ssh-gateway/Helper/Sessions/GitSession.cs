using Deis.SshGateway.Helper.Gateway;
using Deis.SshGateway.Wire;

namespace Deis.SshGateway.Helper.Sessions;

/// <summary>One command of one client: authorised first, then handed to git.</summary>
internal static class GitSession
{
    private const int Failed = 1;

    /// <summary>Runs the command that sshd says the owner of the key <paramref name="fingerprint"/> sent; returns its exit status.</summary>
    public static int Run(string fingerprint)
    {
        var asked = Environment.GetEnvironmentVariable("SSH_ORIGINAL_COMMAND") ?? "";
        if (asked == "ping")
        {
            Console.Out.Write("pong");
            return 0;
        }

        if (GitCommand.Parse(asked) is not { } command)
        {
            Console.Error.WriteLine(asked.Length == 0
                ? "There is no shell here, only git: git push, git fetch and git clone of your apps."
                : "This command is refused. Only git push, git fetch and git clone of an app work here, for example: git clone ssh://git@HOST/APP.git");
            return Failed;
        }

        try
        {
            return Run(fingerprint, command);
        }
        catch (IOException)
        {
            return Refuse("The platform is not available at the moment; try again in a minute.");
        }
    }

    private static int Run(string fingerprint, GitCommand command)
    {
        var id = Guid.NewGuid().ToString("N");
        var operation = command.Operation == GitOperation.Push ? nameof(GitOperation.Push) : nameof(GitOperation.Clone);
        var target = $"/sessions?id={id}&fingerprint={fingerprint}&app={command.App}&operation={operation}";
        var gateway = GatewaySocket.FromEnvironment();
        var reply = gateway.Send("POST", target);
        if (reply.Status != 200)
        {
            using (reply)
            {
                return Refuse(reply.ReadText());
            }
        }

        var repository = Repository.Ensure(command.App);
        if (command.Operation == GitOperation.Clone)
        {
            reply.Dispose();
            return Git.Replace(["upload-pack", "--strict", repository.Path], []);
        }

        var branch = reply.Header(HelperVariables.DeployBranchHeader) is { } encoded ? Uri.UnescapeDataString(encoded) : null;
        using PushLock held = new(gateway, target, reply);
        return Push(repository, id, branch);
    }

    private static int Push(Repository repository, string session, string? branch)
    {
        Leftovers.Remove(repository.Path);
        var exitCode = DetachableProcess.Run(Git.ReceivePack(repository.Path, session, branch));
        if (exitCode == 0)
        {
            repository.AfterPush(new DeployBranches(branch));
        }

        return exitCode;
    }

    // git clients print the text of an error packet after "fatal: remote error: ".
    private static int Refuse(string reason)
    {
        using var output = Console.OpenStandardOutput();
        output.Write(PktLine.Error(reason));
        return Failed;
    }
}
