namespace Deis.Orchestrations.Deploy;

/// <summary>Why an app is deployed.</summary>
public enum DeployTrigger
{
    /// <summary>Source was pushed with git; it is built first.</summary>
    Push,

    /// <summary>A ready build was posted.</summary>
    Build,

    /// <summary>The configuration changed.</summary>
    Config,

    /// <summary>An earlier release is wanted back.</summary>
    Rollback,
}
