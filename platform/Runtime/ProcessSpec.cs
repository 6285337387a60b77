namespace Deis.Platform.Runtime;

/// <summary>The desired state of one process type of an app: on Kubernetes a Deployment.</summary>
public sealed record ProcessSpec
{
    /// <summary>App id.</summary>
    public required string App { get; init; }

    /// <summary>Process type, a key of the Procfile.</summary>
    public required string Type { get; init; }

    /// <summary>Release label, for example <c>v3</c>. Two specs with the same label are the same revision.</summary>
    public required string Release { get; init; }

    /// <summary>How many processes shall run.</summary>
    public required int Replicas { get; init; }

    /// <summary>How their number follows their load; null for not. Then <see cref="Replicas"/> is a wish for the beginning, and a new release takes over the
    /// number that the load has made.</summary>
    public LoadScaling? Scaling { get; init; }

    /// <summary>What they run.</summary>
    public required Workload Workload { get; init; }

    /// <summary>True when the router sends requests to this type; such a type must listen on <c>PORT</c>.</summary>
    public required bool Routable { get; init; }

    /// <summary>How readiness is found out; null for the default: a TCP connection to <c>PORT</c> when routable, else staying up for a moment.</summary>
    public ProcessProbe? Readiness { get; init; }

    /// <summary>How it is found out that a process is alive; one that is not is stopped and started again. Null for never.</summary>
    public ProcessProbe? Liveness { get; init; }

    /// <summary>A shell command that is run inside each process beside its start; null for none. Needs <see cref="RuntimeCapabilities.LifecycleHooks"/>.</summary>
    public string? PostStart { get; init; }

    /// <summary>A shell command that is run inside each process before it gets SIGTERM; its time counts as part of the grace period. As <see cref="PostStart"/>.</summary>
    public string? PreStop { get; init; }

    /// <summary>How long a process may take between SIGTERM and SIGKILL.</summary>
    public required TimeSpan GracePeriod { get; init; }
}
