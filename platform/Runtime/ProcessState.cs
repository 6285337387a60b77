namespace Deis.Platform.Runtime;

/// <summary>State of a process as <c>deis ps</c> prints it, in lower case (docs/protocol/controller.md, "Pod states").</summary>
public enum ProcessState
{
    /// <summary>Accepted, nothing started yet.</summary>
    Initializing,

    /// <summary>Its image or slug is being fetched.</summary>
    Creating,

    /// <summary>Running, not ready yet.</summary>
    Starting,

    /// <summary>Running and ready.</summary>
    Up,

    /// <summary>Told to stop.</summary>
    Terminating,

    /// <summary>Ended with success; what shall run goes on after a pause.</summary>
    Down,

    /// <summary>Ended with a failure; it will be started again after a pause.</summary>
    Crashed,

    /// <summary>It could not be started, or the runtime cannot tell.</summary>
    Error,
}
