using System.Globalization;
using System.Text;
using Deis.Logger.Streams;
using Microsoft.AspNetCore.Http;

namespace Deis.Logger.Http;

/// <summary>The logger's counters in the Prometheus text format (docs/protocol/logger.md §6).</summary>
internal static class MetricsPage
{
    public static Task WriteAsync(HttpContext context, LogStore store)
    {
        var page = new StringBuilder();
        Add("deis_logger_streams", "gauge", store.Count);
        Add("deis_logger_lines", "gauge", store.Streams.Sum(stream => (long)stream.Count));
        Add("deis_logger_bytes", "gauge", store.Bytes);
        Add("deis_logger_followers", "gauge", store.Streams.Sum(stream => (long)stream.Followers));
        Add("deis_logger_lines_received_total", "counter", store.Received);
        page.Append("# TYPE deis_logger_lines_dropped_total counter\n");
        foreach (var (reason, label) in new[]
        {
            (DropReason.Lines, "lines"), (DropReason.StreamBytes, "stream_bytes"),
            (DropReason.TotalBytes, "total_bytes"), (DropReason.Expired, "expired"),
        })
            page.Append(CultureInfo.InvariantCulture, $"deis_logger_lines_dropped_total{{reason=\"{label}\"}} {store.Drops[reason]}\n");

        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        return context.Response.WriteAsync(page.ToString(), context.RequestAborted);

        void Add(string name, string type, long value) =>
            page.Append(CultureInfo.InvariantCulture, $"# TYPE {name} {type}\n{name} {value}\n");
    }
}
