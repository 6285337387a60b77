using System.Diagnostics;
using System.Globalization;
using System.Text;
using Deis.Acceptance.Driving;
using Deis.Kubernetes.Connections;
using Deis.Kubernetes.Resources;
using Deis.TestSupport.Kubernetes;
using k8s;
using k8s.Models;

namespace Deis.Bench.Kube;

/// <summary>Requests per second of our client, one after the other over one connection, beside curl's in the same way against the same API server.</summary>
internal static class ClientBench
{
    private const int Rounds = 5;
    private const int Gets = 2000;
    private const int Applies = 1000;
    private const string Space = "default";
    private const string Manager = "bench";

    public static async Task RunAsync()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = KubernetesConnection.Open(
            new KubernetesOptions { Kubeconfig = server.WriteKubeconfig("token", server.Url, "{token: first-token}"), RequestsPerSecond = 100_000, Burst = 100_000 }, TimeProvider.System);
        ResourceClient<V1ConfigMap> maps = new(client);
        var folder = Directory.CreateTempSubdirectory("deis-bench-").FullName;
        await maps.ApplyAsync(Map("get", 0), Manager, force: true, CancellationToken.None);
        List<(double Ours, double Curls)> gets = [], applies = [];
        // The first round warms both up and does not count.
        for (var round = 0; round <= Rounds; round++)
        {
            var (ourGets, ourApplies) = (await RateAsync(Gets, _ => maps.FindAsync(Space, "get", CancellationToken.None)),
                await RateAsync(Applies, number => maps.ApplyAsync(Map("ours", number + (round * Applies)), Manager, force: true, CancellationToken.None)));
            var curlGets = await CurlAsync(server, folder, Gets, "GET", _ => "get", _ => null);
            var curlApplies = await CurlAsync(server, folder, Applies, "PATCH", _ => "curls", number => KubernetesJson.Serialize(Map("curls", number + (round * Applies))));
            if (round > 0)
            {
                gets.Add((ourGets, curlGets));
                applies.Add((ourApplies, curlApplies));
            }
        }

        Directory.Delete(folder, recursive: true);
        Console.WriteLine($"requests per second over one connection, median of {Rounds} rounds in turns, load {Machine.Load}");
        Table.Write(["request", "this client", "curl", "share"], [Row($"GET, {Gets} a round", gets), Row($"apply of a change, {Applies} a round", applies)]);
    }

    private static string[] Row(string name, List<(double Ours, double Curls)> rounds) =>
    [
        name,
        .. new[] { Percentiles.Of(rounds.Select(round => round.Ours), 0.5), Percentiles.Of(rounds.Select(round => round.Curls), 0.5) }
            .Select(rate => rate.ToString("0", CultureInfo.InvariantCulture)),
        Percentiles.Of(rounds.Select(round => round.Ours / round.Curls), 0.5).ToString("0.00", CultureInfo.InvariantCulture),
    ];

    private static async Task<double> RateAsync(int count, Func<int, Task> request)
    {
        var watch = Stopwatch.StartNew();
        for (var number = 0; number < count; number++)
        {
            await request(number);
        }

        return count / watch.Elapsed.TotalSeconds;
    }

    // One curl does all in the order of a file. What it takes to start, to connect and to do one is taken off.
    private static async Task<double> CurlAsync(ApiServer server, string folder, int count, string method, Func<int, string> name, Func<int, string?> body)
    {
        var first = await TimeCurlAsync(server, folder, 1, method, name, body);
        return (count - 1) / (await TimeCurlAsync(server, folder, count, method, name, body) - first).TotalSeconds;
    }

    private static async Task<TimeSpan> TimeCurlAsync(ApiServer server, string folder, int count, string method, Func<int, string> name, Func<int, string?> body)
    {
        StringBuilder script = new();
        for (var number = 0; number < count; number++)
        {
            var query = method == "PATCH" ? $"?fieldManager={Manager}&force=true" : "";
            script.Append(CultureInfo.InvariantCulture, $"{(number == 0 ? "" : "next\n")}url = \"{server.Url}api/v1/namespaces/{Space}/configmaps/{name(number)}{query}\"\n");
            script.Append(CultureInfo.InvariantCulture, $"request = {method}\nsilent\nfail\ncacert = {server.AuthorityFile}\nheader = \"Authorization: Bearer first-token\"\noutput = /dev/null\n");
            if (body(number) is { } text)
            {
                script.Append(CultureInfo.InvariantCulture, $"header = \"Content-Type: application/apply-patch+yaml\"\ndata = \"{text.Replace("\"", "\\\"", StringComparison.Ordinal)}\"\n");
            }
        }

        var file = Path.Combine(folder, "requests");
        await File.WriteAllTextAsync(file, script.ToString());
        var watch = Stopwatch.StartNew();
        (await Command.RunAsync("curl", ["--config", file], "/")).ShouldSucceed();
        return watch.Elapsed;
    }

    private static V1ConfigMap Map(string name, int number) => new()
    {
        ApiVersion = "v1",
        Kind = "ConfigMap",
        Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = Space, Labels = new Dictionary<string, string> { ["app"] = name } },
        Data = Enumerable.Range(0, 20).ToDictionary(key => $"key-{key}", key => string.Create(CultureInfo.InvariantCulture, $"the value of key {key} is {number}")),
    };
}
