using System.Security.Cryptography;
using System.Text;
using Deis.Orchestrations.Tests.Support;
using Deis.Platform.Runtime;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace Deis.Orchestrations.Tests.Hooks;

[Collection(OrchestrationsCollection.Name)]
public sealed class DeployHookTests(OrchestrationsFixture fixture) : IAsyncLifetime
{
    private const string Token = "T0k3nThatIsInNoLog";
    private const string Secret = "s3cretThatIsInNoHistory";

    private TestListener _hook = null!;

    public async Task InitializeAsync() => _hook = await TestListener.StartAsync();

    public async Task DisposeAsync() => await _hook.DisposeAsync();

    [Fact]
    public async Task Release_TheFirstAndLaterOnes_AreToldWithFieldsAndSignature()
    {
        await using var own = await fixture.StartAsync(("DEIS_DEPLOY_HOOK_URLS", $" {HookUrl} "), ("DEIS_DEPLOY_HOOK_SECRET_KEY", Secret));
        var app = await own.Platform.CreateAppAsync();
        await WaitForRequestsAsync(1);

        await app.DeployAsync("web");
        await WaitForRequestsAsync(2);

        var user = app.Owner.Username;
        _hook.Requests.Select(r => r.Target).ShouldBe(
        [
            $"/hooks/{Token}?app={app.Name}&release=v1&release_summary={user}+created+initial+release&sha=&user={user}",
            $"/hooks/{Token}?app={app.Name}&release=v2&release_summary={user}+deployed+0123456&sha=01234567&user={user}",
        ]);
        _hook.Requests.ShouldAllBe(r => r.Method == "POST" && r.Body == "" && r.Authorization == Signature(r.Target));
        await SentLinesAsync(own, app, 2);
    }

    [Fact]
    public async Task Release_OfAFailedDeploy_IsToldToo()
    {
        await using var own = await fixture.StartAsync(("DeployHooks:Urls:0", HookUrl));
        var app = await own.Platform.CreateAppAsync();
        app.Script.OnApply = _ => RuntimeOutcome.Failure(RuntimeOutcome.CrashLoop, "web crashed");

        (await app.DeployAsync("web")).Succeeded.ShouldBeFalse();

        await WaitForRequestsAsync(2);
        _hook.Requests.ShouldAllBe(r => r.Authorization == null);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(408)]
    public async Task Hook_IsIllAtFirst_IsToldAgain(int status)
    {
        await using var own = await fixture.StartAsync(("DeployHooks:Urls:0", HookUrl));
        _hook.Answer = number => (number == 1 ? status : 204, null);

        var app = await own.Platform.CreateAppAsync();

        await WaitForRequestsAsync(2);
        _hook.Requests.Select(r => r.Target).Distinct().ShouldHaveSingleItem();
        await SentLinesAsync(own, app, 1);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(307)]
    public async Task Hook_RefusesOrIsElsewhere_IsNotToldAgain(int status)
    {
        await using var own = await fixture.StartAsync(("DeployHooks:Urls:0", HookUrl));
        _hook.Answer = _ => (status, null);

        var app = await own.Platform.CreateAppAsync();

        await EndedAsync(own, await app.ReleaseIdAsync(1));
        _hook.Requests.ShouldHaveSingleItem();
        own.Platform.Logs[app.Name].ShouldContain($"INFO Deploy hook sent to {_hook.Url}, which answered {status}");
    }

    [Fact]
    public async Task Hook_IsNotThere_NeitherTheDeployNorTheOtherHooksCare()
    {
        string gone;
        await using (var away = await TestListener.StartAsync())
        {
            gone = away.Url;
        }
        await using var own = await fixture.StartAsync(("DeployHooks:Urls:0", gone), ("DeployHooks:Urls:1", HookUrl));
        var app = await own.Platform.CreateAppAsync();

        (await app.DeployAsync("web")).ShouldBe(ChangeOutcome.Success(2));

        await WaitForRequestsAsync(2);
    }

    [Fact]
    public async Task Secrets_AreNeitherInHistoriesNorInLogs()
    {
        await using var own = await fixture.StartAsync(
            ("DeployHooks:Urls:0", HookUrl), ("DeployHooks:Urls:1", $"http://user:{Token}@127.0.0.1:9/{Token}"), ("DeployHooks:SecretKey", Secret));
        var app = await own.Platform.CreateAppAsync();
        await app.DeployAsync("web");
        await SentLinesAsync(own, app, 2);
        // The other hook fails and is tried again; its failures are in the history by now.
        var hooks = $"hooks-{await app.ReleaseIdAsync(1):N}";
        await Wait.UntilAsync(async () => (await own.Platform.World.TablesThatHoldAsync("cannot be reached")).Contains("durable.history"), $"{hooks} has failed once");

        foreach (var secret in (string[])[Token, Secret])
        {
            (await own.Platform.World.TablesThatHoldAsync(secret)).ShouldBeEmpty();
            own.Platform.World.Messages.All.ShouldNotContain(message => message.Contains(secret, StringComparison.Ordinal));
            own.Platform.Logs[app.Name].ShouldNotContain(line => line.Contains(secret, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Url_ThatIsNone_StopsTheStartWithoutBeingNamed()
    {
        var failure = await Should.ThrowAsync<OptionsValidationException>(fixture.StartAsync(("DEIS_DEPLOY_HOOK_URLS", $"http://x.test,ftp://{Token}")));

        failure.Message.ShouldContain("Deploy hook number 2 is not an absolute http or https URL");
        failure.ToString().ShouldNotContain(Token);
    }

    private string HookUrl => $"{_hook.Url}/hooks/{Token}";

#pragma warning disable CA5350 // as the original signs
    private string Signature(string target) =>
        Convert.ToHexStringLower(HMACSHA1.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(_hook.Url + target)));
#pragma warning restore CA5350

    private Task WaitForRequestsAsync(int count) => Wait.UntilAsync(() => _hook.Requests.Count == count, $"{count} requests came");

    private Task SentLinesAsync(OwnPlatform own, TestApp app, int count) => Wait.UntilAsync(
        () => own.Platform.Logs[app.Name].Count(line => line == $"INFO Deploy hook sent to {_hook.Url}") == count, $"the log has {count} lines of the hook");

    private static async Task EndedAsync(OwnPlatform own, Guid release)
    {
        using var limit = new CancellationTokenSource(TestApp.Limit);
        (await own.Platform.Client.WaitForInstanceCompletionAsync($"hooks-{release:N}", limit.Token)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
    }
}
