using System.Net;
using Deis.Acceptance.Driving;
using Deis.Acceptance.Samples;

namespace Deis.Cluster.Whole;

/// <summary>Each sample, pushed to a platform on a cluster, gives the result that its README promises. They have a platform of their own: together they take longest.</summary>
public sealed class SampleTests(ClusterPlatform fixture, SampleServices services) : IClassFixture<ClusterPlatform>, IClassFixture<SampleServices>
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(1);

    public static TheoryData<string> Samples => [.. SampleTable.Cases.Select(sample => sample.Sample)];

    [ContractTheory]
    [MemberData(nameof(Samples))]
    public async Task A_pushed_sample_gives_its_expected_result(string name)
    {
        var sample = SampleTable.Cases.Single(sample => sample.Sample == name);
        var app = await fixture.Alice.CreateAppAsync(name, $"sample-{name}");
        if (sample.Config(services) is { Length: > 0 } config)
            (await app.DeisAsync(["config:set", .. config])).ShouldSucceed();

        var push = await app.PushAsync();

        (push.ExitCode != 0).ShouldBe(sample.Fails, push.All);
        foreach (var text in sample.Shows)
            push.Error.ShouldContain(text);
        if (sample.Fails)
            (await app.RemoteHeadAsync()).ShouldBeNull("the ref is not made");
        await Wait.UntilAsync(() => AnswersAsync(app, sample), _limit, $"{name} answers as expected: {sample.Answers ?? "not at all"}");
    }

    // The router hears of an app, and of the end of its processes, a moment after the platform.
    private async Task<bool> AnswersAsync(Workspace app, SampleCase sample)
    {
        using var response = await fixture.Platform.GetAsync(app.App);
        return sample.Answers is { } text
            ? response.StatusCode == HttpStatusCode.OK && (await response.Content.ReadAsStringAsync()).StartsWith(text, StringComparison.Ordinal)
            : response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.ServiceUnavailable
                && !(await app.DeisAsync("ps")).ShouldSucceed().Output.Contains($"{app.App}-", StringComparison.Ordinal);
    }
}
