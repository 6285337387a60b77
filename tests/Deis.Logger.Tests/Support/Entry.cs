namespace Deis.Logger.Tests.Support;

/// <summary>An entry as a reader gets it.</summary>
internal sealed record Entry(long Seq, DateTimeOffset Time, string Source, string Message, long? Dropped);
