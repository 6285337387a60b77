using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Deis.Acceptance.Driving;

namespace Deis.Acceptance.Deploys.Traffic;

/// <summary>Requests as fast as they are answered, until stopped. The load comes from wrk, which counts.</summary>
internal sealed partial class WrkLoad : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _report;

    private WrkLoad(Process process)
    {
        _process = process;
        _report = process.StandardOutput.ReadToEndAsync();
    }

    /// <summary>Starts it; with <paramref name="keepAlive"/> false, each request has a connection of its own.</summary>
    public static WrkLoad Start(Platform platform, string app, int connections, bool keepAlive) => new(Command.Start(
        "wrk",
        [
            "-t", "1", "-c", connections.ToString(CultureInfo.InvariantCulture), "-d", "30m", "-H", $"Host: {app}.localhost",
            .. keepAlive ? Array.Empty<string>() : ["-H", "Connection: close"],
            string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{platform.Port}/"),
        ],
        "/"));

    /// <summary>Stops it. Interrupted, wrk prints its report of the time until now.</summary>
    public async Task<TrafficCount> StopAsync()
    {
        _process.HasExited.ShouldBeFalse("the load must outlast the change");
        await Command.RunAsync("kill", ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)], "/");
        await _process.WaitForExitAsync();
        var report = await _report;
        var sockets = SocketErrors().Match(report);
        var failed = Statuses().Match(report) is { Success: true } match ? Number(match.Groups[1]) : 0;
        return new TrafficCount(
            Number(Requests().Match(report).Groups[1]),
            failed + (sockets.Success ? sockets.Groups.Values.Skip(1).Sum(Number) : 0),
            report);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static long Number(Group group) => long.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex Requests();

    [GeneratedRegex(@"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)")]
    private static partial Regex SocketErrors();

    [GeneratedRegex(@"Non-2xx or 3xx responses: (\d+)")]
    private static partial Regex Statuses();
}
