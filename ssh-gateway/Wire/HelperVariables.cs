namespace Deis.SshGateway.Wire;

/// <summary>Environment variables through which sshd's configuration tells the helper where things are, and the session tells the hook what is pushed.
/// A client cannot set them: sshd accepts <c>GIT_PROTOCOL</c> only.</summary>
public static class HelperVariables
{
    /// <summary>Path of the gateway's UNIX socket.</summary>
    public const string Socket = "DEIS_GATEWAY_SOCKET";

    /// <summary>Folder of the repositories.</summary>
    public const string Repositories = "DEIS_GIT_HOME";

    /// <summary>Largest pack a push may send, in bytes.</summary>
    public const string MaxPushBytes = "DEIS_MAX_PUSH_BYTES";

    /// <summary>Id of the session, set by the session for the hook.</summary>
    public const string Session = "DEIS_GIT_SESSION";

    /// <summary>The branch that is deployed, set by the session for the hook; not set when that is <c>master</c> and <c>main</c>.</summary>
    public const string DeployBranch = "DEIS_DEPLOY_BRANCH";

    /// <summary>Header in which the gateway tells the session of <see cref="DeployBranch"/>, percent-encoded.</summary>
    public const string DeployBranchHeader = "X-Deis-Deploy-Branch";

    /// <summary>Name of the folder, below the repositories, for what is not finished yet.</summary>
    public const string UnfinishedFolder = ".unfinished";
}
