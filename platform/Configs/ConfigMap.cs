namespace Deis.Platform.Configs;

/// <summary>The text maps of a configuration, in the order in which changes are applied.</summary>
public enum ConfigMap
{
    /// <summary>CPU limit by process type.</summary>
    Cpu,

    /// <summary>Memory limit by process type.</summary>
    Memory,

    /// <summary>Node labels that processes want.</summary>
    Tags,

    /// <summary>Credentials of a private registry.</summary>
    Registry,

    /// <summary>Environment of the processes.</summary>
    Values,

    /// <summary>Commands after start, by process type.</summary>
    LifecyclePostStart,

    /// <summary>Commands before stop, by process type.</summary>
    LifecyclePreStop,

    /// <summary>Seconds between SIGTERM and SIGKILL, by process type.</summary>
    TerminationGracePeriod,
}
