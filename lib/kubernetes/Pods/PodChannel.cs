namespace Deis.Kubernetes.Pods;

/// <summary>The channels of a connection to a container, by their numbers in the protocol <c>v4.channel.k8s.io</c>.</summary>
public enum PodChannel : byte
{
    /// <summary>To standard input.</summary>
    Input = 0,

    /// <summary>From standard output, or the terminal.</summary>
    Output = 1,

    /// <summary>From standard error.</summary>
    Errors = 2,

    /// <summary>How it ended: a <c>Status</c>, the last message.</summary>
    Status = 3,

    /// <summary>The terminal's new size.</summary>
    Resize = 4,
}
