namespace Deis.Platform.Runtime;

/// <summary>What a runtime can do beyond what every runtime does.</summary>
[Flags]
public enum RuntimeCapabilities
{
    /// <summary>Processes from slugs, jobs, routing.</summary>
    None = 0,

    /// <summary>Runs container images, not only slugs.</summary>
    ContainerImages = 1,

    /// <summary>Limits the use of processors, and the memory of a process together with its children.</summary>
    Limits = 2,

    /// <summary>Places processes on nodes by tags.</summary>
    Placement = 4,

    /// <summary>Scales by load.</summary>
    Autoscale = 8,

    /// <summary>Builds source code (<see cref="JobKind.Build"/>).</summary>
    SourceBuilds = 16,

    /// <summary>Keeps all but some addresses out of an app.</summary>
    AllowLists = 32,

    /// <summary>Sends who comes to an app by HTTP to HTTPS.</summary>
    HttpsEnforcement = 64,

    /// <summary>Runs commands after the start and before the end of a process.</summary>
    LifecycleHooks = 128,

    /// <summary>Lets somebody talk to a one-off command (<see cref="JobSpec.Interaction"/>).</summary>
    Interaction = 256,

    /// <summary>Finds out by commands inside a process how it is (<see cref="ProcessProbe.Command"/>).</summary>
    CommandProbes = 512,

    /// <summary>Runs further commands inside a process (<see cref="IAppRuntime.ExecAsync"/>).</summary>
    Execution = 1024,
}
