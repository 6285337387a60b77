namespace Deis.Logger.Streams;

/// <summary>What came of lines that were to be stored.</summary>
/// <param name="Status">Whether they are.</param>
/// <param name="Last">The number of the last one; 0 if the stream never had any.</param>
internal readonly record struct AppendResult(AppendStatus Status, long Last = 0);
