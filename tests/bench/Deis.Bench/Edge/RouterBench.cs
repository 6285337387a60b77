using System.Globalization;
using Deis.Acceptance.Driving;

namespace Deis.Bench.Edge;

/// <summary>The router against nginx and HAProxy: requests, route changes, memory of idle hosts.</summary>
internal static class RouterBench
{
    private const int ManyHosts = 10_000;
    private const int Rounds = 3;
    private const int RoundSeconds = 3;
    private const int WarmUpSeconds = 1;
    private const int WarmUpSecondsOfManagedCode = 9;
    private const int Changes = 50;
    private const int Reloads = 1;

    private static readonly string[] AllParts = ["one-host", "many-hosts", "idle", "change"];

    /// <summary>Runs the parts named; all if none is.</summary>
    public static async Task<int> RunAsync(string[] parts)
    {
        if (parts.Except(AllParts).FirstOrDefault() is { } unknown)
            return Refuse($"There is no part '{unknown}'; there are {string.Join(", ", AllParts)}.");
        if (Environment.ProcessorCount < 2)
            return Refuse("The proxy needs a core for itself, so this takes two cores.");
        if (!Exists("nginx") || !Exists("wrk"))
            return Refuse("nginx or wrk is missing: apt-get install --no-install-recommends nginx-light wrk");
        if (!Exists("haproxy"))
            Console.WriteLine("HAProxy is missing and left out: apt-get install --no-install-recommends haproxy");

        var folder = Directory.CreateTempSubdirectory("deis-bench-edge-").FullName;
        try
        {
            await MakeCertificateAsync(folder);
            using var backend = await Backend.StartAsync(Path.Combine(folder, "backend"));
            foreach (var part in parts.Length == 0 ? AllParts : parts)
                await RunAsync(part, folder);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RunAsync(string part, string folder)
    {
        int[] hosts = part switch
        {
            "one-host" => [1],
            "idle" => [1, ManyHosts],
            _ => [ManyHosts],
        };
        var proxies = hosts.SelectMany(count => New(count, Path.Combine(folder, part))).ToList();
        try
        {
            foreach (var proxy in proxies)
                await proxy.StartAsync();
            await (part switch
            {
                "idle" => MemoryAsync(proxies),
                "change" => ChangesAsync(proxies),
                _ => RequestsAsync(proxies),
            });
        }
        finally
        {
            proxies.ForEach(proxy => proxy.Dispose());
        }
    }

    private static IEnumerable<EdgeProxy> New(int hosts, string folder)
    {
        yield return new OurRouter(hosts, Path.Combine(folder, $"router-{hosts}"));
        yield return new Nginx(hosts, Path.Combine(folder, $"nginx-{hosts}"));
        if (Exists("haproxy"))
            yield return new Haproxy(hosts, Path.Combine(folder, $"haproxy-{hosts}"));
    }

    // Before anybody asks for the many hosts. All have had the same load on one host, so that what a program takes to get going is in both figures.
    private static async Task MemoryAsync(List<EdgeProxy> proxies)
    {
        foreach (var proxy in proxies)
            await WarmUpAsync(proxy, new LoadCase(1, Close: false, Tls: false));

        var rows = proxies.GroupBy(proxy => proxy.Name).Select(pair =>
        {
            var (one, many) = (pair.First().Resident, pair.Last().Resident);
            return new[] { pair.Key, Text(one / 1e6, "0.0"), Text(many / 1e6, "0.0"), Text((double)(many - one) / (ManyHosts - 1), "0") };
        }).ToList();
        rows.Add(["this router, live objects only", "", "", Text(RouteChange.BytesPerHost(ManyHosts), "0")]);
        Console.WriteLine($"### idle hosts (load {Machine.Load})");
        Table.Write(["who", "resident MB, 1 host", $"resident MB, {ManyHosts} hosts", "bytes per host"], rows);
    }

    private static async Task RequestsAsync(List<EdgeProxy> proxies)
    {
        var hosts = proxies[0].Hosts;
        Console.WriteLine($"### requests, {hosts} hosts (load {Machine.Load})");
        var rows = new List<string[]>();
        foreach (var load in from tls in new[] { false, true } from close in new[] { false, true } select new LoadCase(hosts, close, tls))
        {
            foreach (var proxy in proxies)
                await WarmUpAsync(proxy, load);
            var rounds = proxies.ToDictionary(proxy => proxy, _ => new List<Load>());
            for (var round = 0; round < Rounds; round++)
            {
                foreach (var proxy in proxies)
                    rounds[proxy].Add(await Load.RunAsync(proxy, load, RoundSeconds));
            }

            var nginx = Load.Median(rounds[proxies.Single(proxy => proxy is Nginx)]).PerSecond;
            rows.AddRange(proxies.Select(proxy => Row(load, proxy, Load.Median(rounds[proxy]), nginx)));
        }

        Table.Write(["hosts", "connections", "who", "requests/s", "of nginx", "p50 ms", "p99 ms", "CPU µs/request", "errors"], rows);
    }

    private static Task<Load> WarmUpAsync(EdgeProxy proxy, LoadCase load) =>
        // The runtime compiles what is hot once more while it runs.
        Load.RunAsync(proxy, load, proxy is OurRouter ? WarmUpSecondsOfManagedCode : WarmUpSeconds);

    private static async Task ChangesAsync(List<EdgeProxy> proxies)
    {
        var rows = new List<string[]>
        {
            Row("this router, its table, as `./run` has it", await RouteChange.OfTableAsync(ManyHosts, Changes)),
            Row("this router, its route file", await RouteChange.OfProxyAsync(proxies.Single(proxy => proxy is OurRouter), Changes)),
            Row("nginx, new configuration and reload", await RouteChange.OfProxyAsync(proxies.Single(proxy => proxy is Nginx), Reloads)),
        };
        Console.WriteLine($"### route change at {ManyHosts} hosts (load {Machine.Load})");
        Table.Write(["what is changed", "changes", "p50 ms", "p99 ms", "max ms"], rows);

        static string[] Row(string name, IReadOnlyList<double> times) =>
            [name, Text(times.Count, "0"), Text(Percentiles.Of(times, 0.5), "0.0"), Text(Percentiles.Of(times, 0.99), "0.0"), Text(times.Max(), "0.0")];
    }

    private static string[] Row(LoadCase load, EdgeProxy proxy, Load result, double nginx) =>
    [
        Text(load.Hosts, "0"), load.Connections, proxy.Name, Text(result.PerSecond, "0"), Text(result.PerSecond / nginx, "0.00"),
        Text(result.P50, "0.00"), Text(result.P99, "0.00"), Text(result.CpuPerRequest, "0"), Text(result.Errors, "0"),
    ];

    private static async Task MakeCertificateAsync(string folder)
    {
        var (certificate, key) = (Path.Combine(folder, "certificate.pem"), Path.Combine(folder, "key.pem"));
        (await Command.RunAsync(
            "openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=*.bench.localhost",
                "-keyout", key, "-out", certificate,
            ],
            folder)).ShouldSucceed();
        await File.WriteAllTextAsync(Path.Combine(folder, "tls.pem"), await File.ReadAllTextAsync(certificate) + await File.ReadAllTextAsync(key));
    }

    private static bool Exists(string program) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    private static int Refuse(string why)
    {
        Console.Error.WriteLine(why);
        return 1;
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
