namespace Deis.Platform.Runtime.Local.State;

/// <summary>An end without an object that could keep it: of an app that is gone, or of work that other work took the place of.</summary>
/// <param name="Event">What is told.</param>
/// <param name="At">When it ended.</param>
internal sealed record LooseOutcome(RuntimeEvent Event, DateTimeOffset At);
