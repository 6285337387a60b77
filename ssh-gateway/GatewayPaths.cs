using Deis.SshGateway.Wire;

namespace Deis.SshGateway;

/// <summary>Where things are below the state folder.</summary>
public sealed class GatewayPaths(string state)
{
    /// <summary>The repositories; home of user <c>git</c>, and his only.</summary>
    public string Repositories { get; } = Path.Combine(state, "git");

    /// <summary>Below <see cref="Repositories"/>: what is being made or removed.</summary>
    public string Unfinished => Path.Combine(Repositories, HelperVariables.UnfinishedFolder);

    /// <summary>Everything of sshd.</summary>
    public string Ssh { get; } = Path.Combine(state, "ssh");

    /// <summary>Host keys.</summary>
    public string HostKeys => Path.Combine(Ssh, "host-keys");

    /// <summary>Installed helpers, one folder per version.</summary>
    public string Helpers => Path.Combine(Ssh, "helpers");

    /// <summary>Folder of the socket, open to user <c>git</c> only.</summary>
    public string Run => Path.Combine(Ssh, "run");

    /// <summary>The gateway's UNIX socket.</summary>
    public string Socket => Path.Combine(Run, "gateway.sock");

    /// <summary>sshd's configuration.</summary>
    public string SshdConfig => Path.Combine(Ssh, "sshd_config");

    /// <summary>The accounts that sshd sees when <c>git</c> is a private account.</summary>
    public string Passwd => Path.Combine(Ssh, "passwd");

    /// <summary>Where sshd's mount namespace has the machine's <c>/etc</c> when <c>git</c> is a private account; empty for everybody else.</summary>
    public string MachineSettings => Path.Combine(Ssh, "machine-etc");
}
