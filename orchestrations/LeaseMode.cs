namespace Deis.Orchestrations;

/// <summary>How a new operation gets the app's rollout lease.</summary>
public enum LeaseMode
{
    /// <summary>At the start, or not at all: when another operation holds it, the request is refused.</summary>
    AtStart,

    /// <summary>By the orchestration, which waits for it.</summary>
    Wait,
}
