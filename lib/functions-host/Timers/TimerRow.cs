namespace Deis.FunctionsHost.Timers;

/// <summary>What the replicas know of a timer.</summary>
/// <param name="Last">When it fired last; null before the first time.</param>
/// <param name="Next">When it fires next, or should have.</param>
/// <param name="Updated">When that was decided.</param>
internal sealed record TimerRow(DateTimeOffset? Last, DateTimeOffset Next, DateTimeOffset Updated);
