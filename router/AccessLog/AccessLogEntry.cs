using System.Buffers;
using System.Text;

namespace Deis.Router.AccessLog;

/// <summary>One finished request. <see cref="object.ToString"/> gives the line of docs/protocol/router.md §6.</summary>
public readonly record struct AccessLogEntry
{
    /// <summary>The name that stands for requests to hosts nobody has.</summary>
    public const string UnknownApp = "router-default-vhost";

    /// <summary>When the request ended.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The app, or <see cref="UnknownApp"/>.</summary>
    public required string App { get; init; }

    /// <summary>The address of the client, taken from trusted proxies' word where there are some.</summary>
    public required string RemoteAddress { get; init; }

    /// <summary>The status sent; 499 if the client left before there was one.</summary>
    public required int Status { get; init; }

    /// <summary>The method.</summary>
    public required string Method { get; init; }

    /// <summary>Path and query as received.</summary>
    public required string Target { get; init; }

    /// <summary>Such as <c>HTTP/1.1</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary>Bytes of body sent to the client.</summary>
    public required long BytesSent { get; init; }

    /// <summary>The Referer header.</summary>
    public string? Referer { get; init; }

    /// <summary>The User-Agent header.</summary>
    public string? UserAgent { get; init; }

    /// <summary>The host pattern that matched; null if none did.</summary>
    public string? ServerName { get; init; }

    /// <summary>The process that answered; null if none was asked.</summary>
    public string? Upstream { get; init; }

    /// <summary>The Host header.</summary>
    public string? Host { get; init; }

    /// <summary>How long the last process asked took; null if none was asked.</summary>
    public TimeSpan? UpstreamTime { get; init; }

    /// <summary>How long the request took as a whole.</summary>
    public required TimeSpan RequestTime { get; init; }

    /// <inheritdoc/>
    public override string ToString()
    {
        var line = new ArrayBufferWriter<byte>();
        AccessLogFormat.Write(line, this);
        return Encoding.UTF8.GetString(line.WrittenSpan);
    }
}
