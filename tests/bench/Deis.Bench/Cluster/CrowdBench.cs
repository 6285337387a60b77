using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Deis.Acceptance.Driving;
using Deis.Cluster.Support;
using Deis.Cluster.Whole;

namespace Deis.Bench.Cluster;

/// <summary>Ten users, each of whom deploys ten apps to the test cluster, one after the other, all at the same time.</summary>
internal static class CrowdBench
{
    private const int Users = 10;
    private const int AppsEach = 10;

    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(4);

    public static async Task RunAsync()
    {
        await using var platform = ClusterPlatform.Create();
        await platform.StartAsync();
        List<Person> people = [];
        for (var user = 0; user < Users; user++)
        {
            people.Add(await Person.RegisterAsync(platform, $"user{user}"));
        }

        using HttpClient client = new() { Timeout = _limit };
        Machine.ForgetPeak(platform.Pid);
        var before = Machine.ResidentMegabytes(platform.Pid);
        var watch = Stopwatch.StartNew();
        var seconds = (await Task.WhenAll(people.Select(person => DeployAsync(client, platform, person)))).SelectMany(times => times).ToList();
        var all = watch.Elapsed.TotalSeconds;
        var peak = Machine.PeakMegabytes(platform.Pid);
        var answering = 0;
        foreach (var app in Enumerable.Range(0, Users).SelectMany(user => Enumerable.Range(0, AppsEach).Select(number => NameOf($"user{user}", number))))
        {
            using var response = await platform.GetAsync(app);
            answering += response.StatusCode == HttpStatusCode.OK ? 1 : 0;
        }

        people.ForEach(person => person.Dispose());
        Console.WriteLine($"{Users * AppsEach} apps of {Users} users at once");
        Table.Write(
            ["what", "value"],
            [
                ["apps that answer through the router", answering.ToString(CultureInfo.InvariantCulture)],
                ["seconds in all", Text(all)],
                ["seconds for a deploy: median", Text(Percentiles.Of(seconds, 0.5))],
                ["seconds for a deploy: longest", Text(seconds.Max())],
                ["platform before, MB", Text(before)],
                ["platform at its peak, MB", Text(peak)],
            ]);
    }

    private static async Task<List<double>> DeployAsync(HttpClient client, Platform platform, Person person)
    {
        List<double> seconds = [];
        var token = await person.TokenAsync();
        for (var number = 0; number < AppsEach; number++)
        {
            var app = NameOf(person.Name, number);
            await PostAsync(client, platform, token, "/v2/apps", $$"""{"id":"{{app}}"}""");
            var watch = Stopwatch.StartNew();
            await PostAsync(
                client, platform, token, $"/v2/apps/{app}/builds", $$$"""{"image":"{{{TestCluster.BaseImage}}}","procfile":{"web":"exec python3 -m http.server $PORT"}}""");
            seconds.Add(watch.Elapsed.TotalSeconds);
        }

        return seconds;
    }

    private static async Task PostAsync(HttpClient client, Platform platform, string token, string path, string json)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri($"http://127.0.0.1:{platform.Port}{path}"))
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        };
        request.Headers.Host = $"deis.localhost:{platform.Port}";
        request.Headers.TryAddWithoutValidation("Authorization", $"token {token}");
        using var response = await client.SendAsync(request);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"POST {path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        }
    }

    private static string NameOf(string user, int number) => string.Create(CultureInfo.InvariantCulture, $"{user}-app{number}");

    private static string Text(double number) => number.ToString("0.0", CultureInfo.InvariantCulture);
}
