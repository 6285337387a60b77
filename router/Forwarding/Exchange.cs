using Deis.Router.AccessLog;

namespace Deis.Router.Forwarding;

/// <summary>What is learnt about a request while it is served, for the access log and the metrics.</summary>
internal sealed class Exchange
{
    public string App { get; set; } = AccessLogEntry.UnknownApp;

    public string MetricName { get; set; } = AccessLogEntry.UnknownApp;

    public string? ServerName { get; set; }

    public string? Upstream { get; set; }

    public TimeSpan? UpstreamTime { get; set; }

    /// <summary>Bytes of body sent to the client.</summary>
    public long BytesSent { get; set; }
}
