using System.Globalization;
using System.Text;
using Deis.Logger.Segments;
using Deis.Logger.Streams;
using Microsoft.AspNetCore.Http;

namespace Deis.Logger.Http;

/// <summary>The logger's counters in the Prometheus text format (docs/protocol/logger.md §6).</summary>
internal static class MetricsPage
{
    public static Task WriteAsync(HttpContext context, LogStore store, DiskHealth health, SegmentDisk? disk)
    {
        var page = new StringBuilder();
        Add("deis_logger_streams", "gauge", store.Count);
        Add("deis_logger_lines", "gauge", store.Streams.Sum(stream => (long)stream.Count));
        Add("deis_logger_bytes", "gauge", store.Bytes);
        Add("deis_logger_followers", "gauge", store.Streams.Sum(stream => (long)stream.Followers));
        Add("deis_logger_lines_received_total", "counter", store.Received);
        page.Append("# TYPE deis_logger_lines_dropped_total counter\n");
        foreach (var reason in Enum.GetValues<DropReason>())
            page.Append(CultureInfo.InvariantCulture, $"deis_logger_lines_dropped_total{{reason=\"{reason.Label()}\"}} {store.Drops[reason]}\n");
        Add("deis_logger_lines_refused_total", "counter", health.Refused);
        Add("deis_logger_disk_failing", "gauge", health.FailingSince is null ? 0 : 1);
        Add("deis_logger_disk_segments", "gauge", disk?.Segments ?? 0);
        Add("deis_logger_disk_bytes", "gauge", disk?.Bytes ?? 0);

        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        return context.Response.WriteAsync(page.ToString(), context.RequestAborted);

        void Add(string name, string type, long value) =>
            page.Append(CultureInfo.InvariantCulture, $"# TYPE {name} {type}\n{name} {value}\n");
    }
}
