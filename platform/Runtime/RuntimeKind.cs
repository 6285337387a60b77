namespace Deis.Platform.Runtime;

/// <summary>What runs the apps of a platform.</summary>
public enum RuntimeKind
{
    /// <summary>Sandboxes of this machine.</summary>
    Local,

    /// <summary>A Kubernetes cluster.</summary>
    Kubernetes,
}
