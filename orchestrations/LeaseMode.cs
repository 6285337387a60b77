namespace Deis.Orchestrations;

/// <summary>How a new operation gets the app's rollout lease.</summary>
public enum LeaseMode
{
    /// <summary>At the start, or not at all: when another operation holds it, the request is refused.</summary>
    AtStart,

    /// <summary>By the orchestration, which waits for it.</summary>
    Wait,

    /// <summary>As <see cref="AtStart"/>, but a holder that is stuck (docs/protocol/controller.md §8) is cancelled, and the new operation comes next.</summary>
    CancelStuck,
}
