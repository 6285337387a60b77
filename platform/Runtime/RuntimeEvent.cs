namespace Deis.Platform.Runtime;

/// <summary>Something asked of the runtime has ended.</summary>
/// <param name="Correlation">Who waits for it.</param>
/// <param name="Outcome">How it ended.</param>
public sealed record RuntimeEvent(Correlation Correlation, RuntimeOutcome Outcome);
