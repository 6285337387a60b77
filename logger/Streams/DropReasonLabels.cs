namespace Deis.Logger.Streams;

/// <summary>The reasons as counters name them (docs/protocol/logger.md §6).</summary>
internal static class DropReasonLabels
{
    public static string Label(this DropReason reason) => reason switch
    {
        DropReason.Lines => "lines",
        DropReason.StreamBytes => "stream_bytes",
        DropReason.TotalBytes => "total_bytes",
        DropReason.Expired => "expired",
        DropReason.Damaged => "damaged",
        _ => "sender",
    };
}
