using Deis.Functions.Tests.Support;
using Deis.Platform.Logs;

namespace Deis.Functions.Tests.Apps;

/// <summary>What the log of an app says of changes that make no release.</summary>
[Collection(ApiCollection.Name)]
public sealed class AppLogTests(ApiFixture fixture)
{
    [Fact]
    public async Task Changes_OfAnApp_StandInItsLog()
    {
        var api = fixture.Api;
        var (owner, friend, heir) = (await api.AddUserAsync(), await api.AddUserAsync(), await api.AddUserAsync());
        var app = await api.AddAppAsync(owner);

        (await api.Post($"/v2/apps/{app}/domains", new { domain = $"www.{app}.com" }, owner).SendAsync()).ShouldHaveStatus(201);
        (await api.Post($"/v2/apps/{app}/domains", new { domain = $"www.{app}.com" }, owner).SendAsync()).ShouldHaveStatus(400);
        (await api.Delete($"/v2/apps/{app}/domains/www.{app}.com", owner).SendAsync()).ShouldHaveStatus(204);
        var settings = await api.Post($"/v2/apps/{app}/settings", new { maintenance = true }, owner).SendAsync();
        var tls = await api.Post($"/v2/apps/{app}/tls", new { https_enforced = true }, owner).SendAsync();
        settings.ShouldHaveStatus(201);
        tls.ShouldHaveStatus(201);
        (await api.Post($"/v2/apps/{app}/services", new { procfile_type = "worker", path_pattern = "/a" }, owner).SendAsync()).ShouldHaveStatus(201);
        (await api.Post($"/v2/apps/{app}/services", new { procfile_type = "worker", path_pattern = "/a" }, owner).SendAsync()).ShouldHaveStatus(204);
        (await api.Request("DELETE", $"/v2/apps/{app}/services").As(owner).WithJson(new { procfile_type = "worker" }).SendAsync()).ShouldHaveStatus(204);
        (await api.Post($"/v2/apps/{app}/perms", new { username = friend.Name }, owner).SendAsync()).ShouldHaveStatus(201);
        (await api.Post($"/v2/apps/{app}/perms", new { username = friend.Name }, owner).SendAsync()).ShouldHaveStatus(201);
        (await api.Delete($"/v2/apps/{app}/perms/{friend.Name}", owner).SendAsync()).ShouldHaveStatus(204);
        (await api.Post($"/v2/apps/{app}", new { owner = heir.Name }, owner).SendAsync()).ShouldHaveStatus(200);

        (await LinesAsync(api, app)).ShouldBe(
        [
            $"INFO domain www.{app}.com added",
            $"INFO domain www.{app}.com removed",
            $"INFO application settings {app}-{settings.Json["uuid"]!.ToString()[..7]} updated",
            $"INFO tls {app}-{tls.Json["uuid"]!.ToString()[..7]} updated",
            "INFO service worker added",
            "INFO service worker removed",
            $"INFO User {friend.Name} was granted access to {app}",
            $"INFO User {friend.Name} was revoked access to {app}",
            $"INFO {owner.Name} gave the app to {heir.Name}",
        ]);
    }

    [Fact]
    public async Task Change_WhileTheLoggerIsAway_IsMadeAllTheSame()
    {
        await using var api = await fixture.StartAsync();
        var owner = await api.AddUserAsync();
        var app = await api.AddAppAsync(owner);
        api.Logs.IsAway = true;

        (await api.Post($"/v2/apps/{app}/domains", new { domain = "www.example.com" }, owner).SendAsync()).ShouldHaveStatus(201);
    }

    private static async Task<List<string>> LinesAsync(ApiHost api, string app)
    {
        List<string> lines = [];
        await foreach (var entry in api.Logs.ReadAsync(app, new LogQuery(), CancellationToken.None))
        {
            entry.Source.ShouldBe(LogLine.Controller);
            lines.Add(entry.Message);
        }
        return lines;
    }
}
