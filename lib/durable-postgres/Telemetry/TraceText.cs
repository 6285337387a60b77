using System.Diagnostics;
using System.Globalization;

namespace DurableTask.Postgres.Telemetry;

/// <summary>A trace context as stored: W3C traceparent, and tracestate in a second line when there is one.</summary>
internal static class TraceText
{
    public static string Write(ActivityContext context)
    {
        var parent = string.Create(
            CultureInfo.InvariantCulture, $"00-{context.TraceId.ToHexString()}-{context.SpanId.ToHexString()}-{(int)context.TraceFlags:x2}");
        return string.IsNullOrEmpty(context.TraceState) ? parent : $"{parent}\n{context.TraceState}";
    }

    /// <summary>Null when there is none, or it cannot be read: a broken trace must not break an orchestration.</summary>
    public static ActivityContext? Read(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return ActivityContext.TryParse(
            end < 0 ? text : text[..end], end < 0 ? null : text[(end + 1)..], isRemote: true, out var context)
                ? context
                : null;
    }
}
