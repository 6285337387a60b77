using System.Net;
using System.Text;
using Deis.Acceptance.Driving;

namespace Deis.Acceptance.Settings;

/// <summary>Settings show in what visitors see, and those that mean nothing on one machine are refused.</summary>
[Collection(SharedPlatform.Name)]
public sealed class SettingTests(PlatformFixture fixture)
{
    [Fact]
    public async Task Every_setting_shows_in_what_visitors_see()
    {
        var app = await fixture.Alice.CreateAppAsync("procfile-only", "settings");
        var steps = new SettingSteps(fixture.Platform, fixture.Alice, app);
        await steps.DeployAsync();

        await steps.MaintenanceShowsItsPageAsync();
        await steps.RoutingTakesTheHostFromTheAppAsync(HttpStatusCode.ServiceUnavailable);
        await steps.WhitelistKeepsStrangersOutAsync();
        await steps.TlsSendsVisitorsToHttpsAsync();
        await steps.DomainLeadsToTheAppWithItsCertificateAsync();
        await steps.ServiceGetsItsPathsAsync();
        await steps.ReadinessKeepsASickReleaseFromVisitorsAsync();
        await steps.LivenessStartsAHungProcessAgainAsync();

        (await app.DeisAsync("logs")).ShouldSucceed().Output.ShouldContain("was stopped because its liveness check failed 15 times in a row: it answered GET /health with 500");
        (await app.DeisAsync("destroy", "--confirm=settings")).ShouldSucceed();
    }

    [Theory]
    [InlineData("config", """{"tags":{"disk":"ssd"}}""", "No nodes matched the provided labels: disk=ssd. This platform cannot place processes on nodes by tags.")]
    [InlineData("config", """{"lifecycle_post_start":{"web":"true"}}""", "This platform cannot run lifecycle hooks; let the process itself do it at its start, and when it gets SIGTERM.")]
    [InlineData("config", """{"lifecycle_pre_stop":{"web":"true"}}""", "This platform cannot run lifecycle hooks; let the process itself do it at its start, and when it gets SIGTERM.")]
    [InlineData("config", """{"healthcheck":{"web":{"livenessProbe":{"exec":{"command":["true"]}}}}}""",
        "This platform cannot run commands (exec) for health checks; let the process answer httpGet, or take connections for tcpSocket.")]
    [InlineData("config", """{"values":{"PORT":"80"},"registry":{"username":"ann","password":"s3cret"}}""",
        "This platform runs no container images, so it has no use for the login to a registry; push source code instead.")]
    [InlineData("settings", """{"autoscale":{"web":{"min":1,"max":2,"cpu_percent":50}}}""", "This platform cannot scale by load; set the numbers of processes by ps:scale.")]
    public async Task What_means_nothing_on_one_machine_is_refused_with_the_way_out(string what, string json, string message)
    {
        (await fixture.Alice.DeisAsync("create", "meaningless", "--no-remote")).ShouldSucceed();
        using StringContent body = new(json, Encoding.UTF8, "application/json");

        var reply = await fixture.Alice.CallAsync(HttpMethod.Post, $"/v2/apps/meaningless/{what}", body);

        reply.Status.ShouldBe(400, reply.Body);
        reply.Body.ShouldContain($"\"{message}\"");
        (await fixture.Alice.DeisAsync("destroy", "--app=meaningless", "--confirm=meaningless")).ShouldSucceed();
    }
}
