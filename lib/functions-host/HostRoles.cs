namespace Deis.FunctionsHost;

/// <summary>What a process of the function container does. Each role can run in processes of its own and scale alone.</summary>
[Flags]
public enum HostRoles
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Serves the HTTP-triggered functions.</summary>
    Api = 1,

    /// <summary>Runs the queue-triggered functions.</summary>
    Queue = 2,

    /// <summary>Runs the timer-triggered functions.</summary>
    Timer = 4,

    /// <summary>Runs orchestrators and activities.</summary>
    Orchestrations = 8,

    /// <summary>Everything; the default.</summary>
    All = Api | Queue | Timer | Orchestrations,
}
