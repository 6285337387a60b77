namespace Deis.Logger.Bench;

/// <summary>What a receiver did.</summary>
/// <param name="Lines">Lines it has stored.</param>
/// <param name="Wall">From the first line sent until all were stored.</param>
/// <param name="Processor">Processor time of the receiver alone, its start left out.</param>
/// <param name="ResidentBytes">Memory at the end.</param>
internal readonly record struct Measurement(long Lines, TimeSpan Wall, TimeSpan Processor, long ResidentBytes);
