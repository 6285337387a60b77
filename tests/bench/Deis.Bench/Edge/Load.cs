using System.Globalization;
using Deis.Acceptance.Driving;

namespace Deis.Bench.Edge;

/// <summary>One run of wrk.</summary>
/// <param name="PerSecond">Requests answered per second.</param>
/// <param name="P50">Median latency, ms.</param>
/// <param name="P99">99th percentile of the latency, ms.</param>
/// <param name="CpuPerRequest">Time of the proxy on its core per request, µs.</param>
/// <param name="Errors">Requests that failed.</param>
internal sealed record Load(double PerSecond, double P50, double P99, double CpuPerRequest, long Errors)
{
    private const int Connections = 64;
    private const string Mark = "RESULT ";

    private const string Script = """
        local hosts, close = tonumber(os.getenv("HOSTS")), os.getenv("CLOSE") == "1"
        local requests, n = {}, 0
        function init(args)
          for i = 0, hosts - 1 do
            local headers = { Host = "app" .. i .. ".bench.localhost" }
            if close then headers["Connection"] = "close" end
            requests[i] = wrk.format("GET", "/", headers)
          end
        end
        function request()
          local text = requests[n]
          n = (n + 1) % hosts
          return text
        end
        function done(summary, latency)
          local e = summary.errors
          io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
            e.connect + e.read + e.write + e.status + e.timeout))
        end
        """;

    /// <summary>Asks a proxy for its apps in turns, as fast as it answers.</summary>
    public static async Task<Load> RunAsync(EdgeProxy proxy, LoadCase load, int seconds)
    {
        var script = Path.Combine(proxy.Folder, "load.lua");
        await File.WriteAllTextAsync(script, Script);
        var url = load.Tls ? $"https://127.0.0.1:{proxy.TlsPort}/" : $"http://127.0.0.1:{proxy.Port}/";
        var cpu = proxy.Cpu;
        var run = await Command.RunAsync(
            "taskset",
            ["-c", $"{Pinned.LoadCore}", "wrk", "-t1", $"-c{Connections}", $"-d{seconds}s", "--timeout", "10s", "-s", script, url],
            proxy.Folder,
            new Dictionary<string, string> { ["HOSTS"] = $"{load.Hosts}", ["CLOSE"] = load.Close ? "1" : "0" });
        run.ShouldSucceed();
        var fields = run.Output.Split('\n').Single(line => line.StartsWith(Mark, StringComparison.Ordinal))[Mark.Length..]
            .Split(' ').Select(field => long.Parse(field, CultureInfo.InvariantCulture)).ToList();
        return new Load(
            fields[0] / (fields[1] / 1e6), fields[2] / 1e3, fields[3] / 1e3, (proxy.Cpu - cpu).TotalMicroseconds / Math.Max(1, fields[0]), fields[4]);
    }

    /// <summary>The median of each figure, and the sum of the errors.</summary>
    public static Load Median(IReadOnlyList<Load> rounds) => new(
        Percentiles.Of(rounds.Select(round => round.PerSecond), 0.5),
        Percentiles.Of(rounds.Select(round => round.P50), 0.5),
        Percentiles.Of(rounds.Select(round => round.P99), 0.5),
        Percentiles.Of(rounds.Select(round => round.CpuPerRequest), 0.5),
        rounds.Sum(round => round.Errors));
}
