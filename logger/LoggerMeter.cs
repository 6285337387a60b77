using System.Diagnostics.Metrics;
using Deis.Logger.Segments;
using Deis.Logger.Streams;

namespace Deis.Logger;

/// <summary>The logger's counters as a meter (docs/observability.md); the same numbers as <c>/metrics</c> has.</summary>
internal sealed class LoggerMeter : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Deis.Logger";

    private readonly Meter _meter = new(Name);

    public LoggerMeter(LogStore store, DiskHealth health, SegmentDisk? disk = null)
    {
        _meter.CreateObservableCounter("deis.logger.lines.received", () => store.Received, "{line}", "Lines stored.");
        _meter.CreateObservableCounter("deis.logger.lines.dropped", () => Drops(store), "{line}", "Lines no longer kept, by reason.");
        _meter.CreateObservableCounter("deis.logger.lines.refused", () => health.Refused, "{line}", "Lines that the disk did not take.");
        _meter.CreateObservableGauge("deis.logger.streams", () => store.Count, "{stream}", "Streams.");
        _meter.CreateObservableGauge("deis.logger.memory", () => store.Bytes, "By", "Memory of the lines.");
        _meter.CreateObservableGauge("deis.logger.disk.usage", () => disk?.Bytes ?? 0, "By", "Bytes in the files of the streams.");
        _meter.CreateObservableGauge("deis.logger.disk.failing", () => health.FailingSince is null ? 0 : 1, "1", "1 while the disk takes no lines.");
    }

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<long>> Drops(LogStore store) =>
        Enum.GetValues<DropReason>().Select(reason => new Measurement<long>(store.Drops[reason], new KeyValuePair<string, object?>("reason", reason.Label())));
}
