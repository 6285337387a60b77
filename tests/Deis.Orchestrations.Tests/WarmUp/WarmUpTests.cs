using Deis.Orchestrations.Deploy;
using Deis.Orchestrations.Tests.Support;

namespace Deis.Orchestrations.Tests.WarmUp;

[Collection(OrchestrationsCollection.Name)]
public sealed class WarmUpTests(OrchestrationsFixture fixture) : IAsyncLifetime
{
    private const int Attempts = 3;

    private TestListener _router = null!;
    private OwnPlatform _own = null!;
    private TestApp _app = null!;

    public async Task InitializeAsync()
    {
        _router = await TestListener.StartAsync();
        _own = await fixture.StartAsync(
            ("WarmUp:RouterUrl", _router.Url), ("WarmUp:PlatformDomain", "apps.test"), ("WarmUp:Attempts", $"{Attempts}"), ("WarmUp:Pause", "00:00:00.05"));
        _app = await _own.Platform.CreateAppAsync();
    }

    public async Task DisposeAsync()
    {
        await _own.DisposeAsync();
        await _router.DisposeAsync();
    }

    [Fact]
    public async Task FirstDeploy_RouterServesAfterAWhile_IsAskedUntilThen()
    {
        _router.Answer = number => number < Attempts ? (404, "app_not_found") : (200, null);

        (await _app.DeployAsync("web")).ShouldBe(ChangeOutcome.Success(2));

        _router.Requests.Count.ShouldBe(Attempts);
        _router.Requests.ShouldAllBe(r => r.Method == "GET" && r.Host == $"{_app.Name}.apps.test" && r.Target == "/");
        Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(404, "app_not_found", "the router answered 404 (app_not_found)")]
    [InlineData(503, "app_no_processes", "the router answered 503 (app_no_processes)")]
    public async Task FirstDeploy_RouterDoesNotServe_SucceedsAndSaysSo(int status, string error, string problem)
    {
        _router.Answer = _ => (status, error);
        await _app.PreparePushAsync("web: run");

        var operation = await _app.StartAsync(DeployInput.Orchestration, _app.Push, LeaseMode.Wait);

        (await _app.EndAsync(operation)).ShouldBe(ChangeOutcome.Success(2));
        _router.Requests.Count.ShouldBe(Attempts);
        Warnings.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            line => line.ShouldStartWith($"WARN The router does not serve http://{_app.Name}.apps.test/ after "),
            line => line.ShouldEndWith($": {problem}."));
        _own.Platform.Logs[DeployInput.BuildLogStream(operation)].ShouldContain(line => line.StartsWith("Warning: The router does not serve"));
    }

    [Theory]
    [InlineData(404, null)]
    [InlineData(500, null)]
    [InlineData(503, "app_maintenance")]
    public async Task FirstDeploy_TheAppItselfAnswers_AnyAnswerIsGood(int status, string? error)
    {
        _router.Answer = _ => (status, error);

        (await _app.DeployAsync("web")).ShouldBe(ChangeOutcome.Success(2));

        _router.Requests.ShouldHaveSingleItem();
        Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task FirstDeploy_WithALivenessProbe_OnlyOkOnItsPathIsGood()
    {
        _router.Answer = number => (number == 1 ? 500 : 200, null);
        await _app.DeployHealthcheckAsync("""{"web/cmd":{"livenessProbe":{"httpGet":{"path":"//elsewhere.test/alive","port":5000}}}}""");

        (await _app.DeployAsync("web")).ShouldBe(ChangeOutcome.Success(3));

        _router.Requests.Select(r => r.Target).ShouldBe(["/elsewhere.test/alive", "/elsewhere.test/alive"]);
    }

    [Fact]
    public async Task LaterDeploy_IsNotChecked()
    {
        await _app.DeployAsync("web");

        (await _app.DeployAsync("web")).ShouldBe(ChangeOutcome.Success(3));

        _router.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task FirstDeploy_WithoutARoutedProcess_IsNotChecked()
    {
        (await _app.DeployAsync("worker")).ShouldBe(ChangeOutcome.Success(2));

        _router.Requests.ShouldBeEmpty();
    }

    private IEnumerable<string> Warnings => _own.Platform.Logs[_app.Name].Where(line => line.StartsWith("WARN"));
}
