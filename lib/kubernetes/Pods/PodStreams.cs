namespace Deis.Kubernetes.Pods;

/// <summary>Which streams of a container are wanted.</summary>
[Flags]
public enum PodStreams
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Its standard input.</summary>
    Input = 1,

    /// <summary>Its standard output; of one with a terminal, all that the terminal shows.</summary>
    Output = 2,

    /// <summary>Its standard error. One with a terminal has none.</summary>
    Errors = 4,

    /// <summary>It has a terminal.</summary>
    Terminal = 8,
}
