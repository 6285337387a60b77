using Deis.Functions.Tests.Support;
using Microsoft.DurableTask;

namespace Deis.Functions.Tests.Durable;

[Collection(ApiCollection.Name)]
public sealed class ListInstancesTests(ManagementFixture management) : IClassFixture<ManagementFixture>
{
    private const string Token = "x-ms-continuation-token";

    [Fact]
    public async Task Instances_PageByPage_AreAllThereOnce()
    {
        var prefix = Prefix();
        for (var n = 0; n < 5; n++)
        {
            await management.EndedAsync("Echo", n, new StartOrchestrationOptions($"{prefix}{n}"));
        }

        var oldest = await PagesAsync($"instanceIdPrefix={prefix}&top=2");
        var newest = await PagesAsync($"instanceIdPrefix={prefix}&top=3&newestFirst=true");

        oldest.ShouldBe([$"{prefix}0,{prefix}1", $"{prefix}2,{prefix}3", $"{prefix}4"]);
        newest.ShouldBe([$"{prefix}4,{prefix}3,{prefix}2", $"{prefix}1,{prefix}0"]);
    }

    [Fact]
    public async Task Filters_Together_FindWhatMatchesAllOfThem()
    {
        var prefix = Prefix();
        var before = TimeProvider.System.GetUtcNow();
        var tags = new Dictionary<string, string> { ["app"] = "shop", ["by"] = "x:y" };
        await management.EndedAsync("Echo", 1, new StartOrchestrationOptions($"{prefix}echo") { Tags = tags });
        await management.EndedAsync("Fail", 1, new StartOrchestrationOptions($"{prefix}fail"));
        await management.WaitingAsync(1, new StartOrchestrationOptions($"{prefix}wait") { Tags = tags });
        var past = $"{before.AddHours(-1):yyyy-MM-ddTHH:mm:ssZ}";
        var future = $"{before.AddHours(1):yyyy-MM-ddTHH:mm:ss.fffffffZ}";

        (await IdsAsync(prefix, "")).ShouldBe(["echo", "fail", "wait"]);
        (await IdsAsync(prefix, "&runtimeStatus=Completed,Failed")).ShouldBe(["echo", "fail"]);
        (await IdsAsync(prefix, "&runtimeStatus=Running&runtimeStatus=Failed")).ShouldBe(["fail", "wait"]);
        (await IdsAsync(prefix, "&runtimeStatus=Canceled")).ShouldBeEmpty();
        (await IdsAsync(prefix, "&runtimeStatus=")).ShouldBe(["echo", "fail", "wait"]);
        (await IdsAsync(prefix, "&name=fail")).ShouldBe(["fail"]);
        (await IdsAsync(prefix, "&tag=app:shop")).ShouldBe(["echo", "wait"]);
        (await IdsAsync(prefix, "&tag=app:shop&tag=by:x:y&runtimeStatus=Running")).ShouldBe(["wait"]);
        (await IdsAsync(prefix, $"&createdTimeFrom={past}&createdTimeTo={future}")).ShouldBe(["echo", "fail", "wait"]);
        (await IdsAsync(prefix, $"&createdTimeFrom={future}")).ShouldBeEmpty();
        (await IdsAsync(prefix, $"&createdTimeTo={past}")).ShouldBeEmpty();
        (await IdsAsync(prefix, $"&completedTimeFrom={past}&completedTimeTo={future}")).ShouldBe(["echo", "fail"]);
        (await IdsAsync(prefix, $"&lastUpdatedTimeFrom={past}&lastUpdatedTimeTo={future}")).ShouldBe(["echo", "fail", "wait"]);
        (await IdsAsync(prefix, $"&lastUpdatedTimeTo={before.AddHours(-1):yyyy-MM-dd'T'HH:mm}")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Inputs_AreShownUnlessNotWanted()
    {
        var prefix = Prefix();
        await management.EndedAsync("Echo", "in", new StartOrchestrationOptions($"{prefix}1"));

        var shown = (await management.GetAsync($"/instances?instanceIdPrefix={prefix}")).ShouldHaveStatus(200).Json.AsArray().Single()!;
        var hidden = (await management.GetAsync($"/instances/?instanceIdPrefix={prefix}&showInput=false")).Json.AsArray().Single()!;

        shown.AsObject().Select(field => field.Key)
            .ShouldBe(["name", "instanceId", "runtimeStatus", "input", "customStatus", "output", "createdTime", "lastUpdatedTime"]);
        (shown["input"]!.ToString(), shown["output"]!.ToString()).ShouldBe(("in", "in"));
        hidden["input"].ShouldBeNull();
        hidden["output"]!.ToString().ShouldBe("in");
    }

    [Fact]
    public async Task Nothing_IsAnEmptyArray()
    {
        var answer = await management.GetAsync($"/instances?instanceIdPrefix={Prefix()}");

        answer.ShouldHaveStatus(200).Body.ShouldBe("[]");
        answer.Header(Token).ShouldBeNull();
    }

    [Theory]
    [InlineData("runtimeStatus=Finished", "runtimeStatus must name statuses; there are Running, Completed, ContinuedAsNew, Failed, Canceled, Terminated, Pending, Suspended.")]
    [InlineData("runtimeStatus=completed", "runtimeStatus must name statuses; there are Running, Completed, ContinuedAsNew, Failed, Canceled, Terminated, Pending, Suspended.")]
    [InlineData("runtimeStatus=1", "runtimeStatus must name statuses; there are Running, Completed, ContinuedAsNew, Failed, Canceled, Terminated, Pending, Suspended.")]
    [InlineData("createdTimeFrom=yesterday", "createdTimeFrom must be a time such as 2026-11-27T08:00:00Z.")]
    [InlineData("createdTimeTo=2026-13-01", "createdTimeTo must be a time such as 2026-11-27T08:00:00Z.")]
    [InlineData("lastUpdatedTimeFrom=12:00", "lastUpdatedTimeFrom must be a time such as 2026-11-27T08:00:00Z.")]
    [InlineData("lastUpdatedTimeTo=0", "lastUpdatedTimeTo must be a time such as 2026-11-27T08:00:00Z.")]
    [InlineData("completedTimeFrom=x", "completedTimeFrom must be a time such as 2026-11-27T08:00:00Z.")]
    [InlineData("completedTimeTo=x", "completedTimeTo must be a time such as 2026-11-27T08:00:00Z.")]
    [InlineData("top=0", "top must be a whole number from 1 on.")]
    [InlineData("top=-1", "top must be a whole number from 1 on.")]
    [InlineData("top=many", "top must be a whole number from 1 on.")]
    [InlineData("top=99999999999", "top must be a whole number from 1 on.")]
    [InlineData("newestFirst=2", "newestFirst must be true or false.")]
    [InlineData("showInput=2", "showInput must be true or false.")]
    [InlineData("tag=app", "tag must be of the form key:value.")]
    [InlineData("tag=:shop", "tag must be of the form key:value.")]
    [InlineData("tag=a:%00", "tag must be of the form key:value.")]
    [InlineData("name=a%00", "name may not hold NUL characters.")]
    [InlineData("instanceIdPrefix=%00", "instanceIdPrefix may not hold NUL characters.")]
    public async Task UnreadableParameter_Is400(string query, string message) =>
        (await management.GetAsync($"/instances?{query}")).ShouldFail(400, message);

    [Theory]
    [InlineData("x")]
    [InlineData("AQAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("null")]
    public async Task UnknownContinuationToken_Is400(string token)
    {
        var answer = await management.Api.Get($"{ManagementFixture.Base}/instances", management.Admin).WithHeader(Token, token).SendAsync();

        answer.ShouldFail(400, "x-ms-continuation-token is not a token that an earlier page of such a query returned.");
    }

    [Fact]
    public async Task MoreThanAPageCanHold_IsCutAndContinued() =>
        (await management.GetAsync("/instances?top=2000000000&createdTimeFrom=2026-01-01")).ShouldHaveStatus(200);

    private static string Prefix() => $"{Guid.NewGuid():N}-";

    private async Task<List<string>> IdsAsync(string prefix, string filters)
    {
        var answer = await management.GetAsync($"/instances?instanceIdPrefix={prefix}{filters}");
        return [.. answer.ShouldHaveStatus(200).Json.AsArray().Select(instance => instance!["instanceId"]!.ToString()[prefix.Length..])];
    }

    private async Task<List<string>> PagesAsync(string query)
    {
        var pages = new List<string>();
        string? token = null;
        do
        {
            var request = management.Api.Get($"{ManagementFixture.Base}/instances?{query}", management.Admin);
            var answer = await (token is null ? request : request.WithHeader(Token, token)).SendAsync();
            pages.Add(string.Join(',', answer.ShouldHaveStatus(200).Json.AsArray().Select(instance => instance!["instanceId"]!.ToString())));
            token = answer.Header(Token);
        }
        while (token is not null && pages.Count < 10);
        return pages;
    }
}
