namespace Deis.Acceptance.Deploys.Traffic;

/// <summary>How many requests were made, and how many of them failed.</summary>
/// <param name="Requests">Requests, or messages of a WebSocket.</param>
/// <param name="Failed">Those without the right answer.</param>
/// <param name="Report">More, for the message of a failed test.</param>
internal sealed record TrafficCount(long Requests, long Failed, string Report = "")
{
    public static TrafficCount operator +(TrafficCount left, TrafficCount right) =>
        new(left.Requests + right.Requests, left.Failed + right.Failed, left.Report + right.Report);
}
