namespace Deis.Logger.Segments;

/// <summary>What a segment file begins with.</summary>
/// <param name="Base">The number before the first line of this life of the stream.</param>
/// <param name="First">The number of the segment's first line.</param>
internal readonly record struct SegmentHeader(long Base, long First);
