using System.Text.Json;
using Deis.Logger.Segments;
using Deis.Logger.Streams;
using Microsoft.AspNetCore.Http;

namespace Deis.Logger.Http;

/// <summary>How the logger does, for people and scripts (docs/protocol/logger.md §6).</summary>
internal static class StatsPage
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static Task WriteAsync(HttpContext context, LogStore store, DiskHealth health, SegmentDisk? disk)
    {
        var stats = new
        {
            Streams = store.Count,
            Lines = store.Streams.Sum(stream => (long)stream.Count),
            store.Bytes,
            Followers = store.Streams.Sum(stream => (long)stream.Followers),
            store.Received,
            Dropped = Enum.GetValues<DropReason>().ToDictionary(reason => reason.Label(), reason => store.Drops[reason]),
            health.Refused,
            Disk = disk is null ? null : new { disk.Segments, disk.Bytes, health.FailingSince, health.Problem },
        };
        return context.Response.WriteAsJsonAsync(stats, Json, context.RequestAborted);
    }
}
