namespace Deis.SshGateway.Wire;

/// <summary>What a user wants to do with an app's repository.</summary>
public enum GitOperation
{
    /// <summary>Fetch or clone: <c>git-upload-pack</c>.</summary>
    Clone,

    /// <summary>Push: <c>git-receive-pack</c>.</summary>
    Push,
}
