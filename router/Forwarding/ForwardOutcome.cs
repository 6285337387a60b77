namespace Deis.Router.Forwarding;

/// <summary>How sending a request to a process ended, and why.</summary>
/// <param name="Result">How.</param>
/// <param name="Reason">Why, for the log; null if it is done.</param>
internal readonly record struct ForwardOutcome(ForwardResult Result, string? Reason = null);
