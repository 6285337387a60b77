using Deis.Cli.Tests.Support;

namespace Deis.Cli.Tests;

public sealed class AppsTests
{
    [Fact]
    public async Task List_Apps_PrintsTheirIds()
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync("apps:list");

        result.ShouldBe(new DeisResult(0, "=== Apps\npeachy-waxworks\nsunny-hedgehog\n", ""));
        world.Server.Lines.ShouldBe(["GET /v2/apps/?limit=100"]);
    }

    [Fact]
    public async Task List_Cut_SaysHowManyThereAre()
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Server.Answer("GET /v2/apps/", 200, """{"count":2,"results":[{"id":"one"}]}""");

        var result = await world.RunAsync("apps:list", "-l1");

        result.Output.ShouldBe("=== Apps (1 of 2)\none\n");
    }

    [Fact]
    public async Task Create_InARepository_AddsTheRemote()
    {
        await using var world = await CliWorld.LoggedInAsync();
        await world.GitAsync("init", "-q");

        var result = await world.RunAsync("create", "peachy-waxworks");

        result.Text.ShouldBe(
            "Creating Application... (spin)done, created peachy-waxworks\n"
            + "Git remote deis successfully created for app peachy-waxworks.\n");
        result.ExitCode.ShouldBe(0);
        world.Server.Requests.Select(request => (request.Line, request.Body)).ShouldBe([("POST /v2/apps/", """{"id":"peachy-waxworks"}""")]);
        (await world.GitAsync("remote", "get-url", "deis")).ShouldBe("ssh://git@deis-builder.localhost:2222/peachy-waxworks.git\n");
    }

    [Fact]
    public async Task Create_ServerNamedTheBuilder_RemoteLeadsThere()
    {
        await using var world = await CliWorld.LoggedInAsync(builderUrl: "ssh://git@localhost:2222");
        await world.GitAsync("init", "-q");

        await world.RunAsync("create", "--remote", "production");

        world.Server.Requests.Single().ShouldSatisfyAllConditions(
            request => request.Body.ShouldBeEmpty(),
            request => request.ContentType.ShouldBe("application/json"));
        (await world.GitAsync("remote", "-v")).ShouldContain("production\tssh://git@localhost:2222/peachy-waxworks.git (push)\n");
    }

    [Fact]
    public async Task Create_WithBuildpackWithoutRemote_SetsItAndExplains()
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync("create", "--no-remote", "-b", "https://example.org/pack.git");

        result.Text.ShouldBe(
            "Creating Application... (spin)done, created peachy-waxworks\n"
            + "If you want to add a git remote for this app later, use `deis git:remote -a peachy-waxworks`\n");
        world.Server.Requests[^1].Line.ShouldBe("POST /v2/apps/peachy-waxworks/config/");
        world.Server.Requests[^1].Body.ShouldBe("""{"values":{"BUILDPACK_URL":"https://example.org/pack.git"}}""");
    }

    [Fact]
    public async Task Create_RemoteExists_SaysHowToOverwriteIt()
    {
        await using var world = await CliWorld.LoggedInAsync();
        await world.GitAsync("init", "-q");
        await world.GitAsync("remote", "add", "deis", "https://example.org/else.git");

        var result = await world.RunAsync("create", "peachy-waxworks");

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldBe(
            "Error: A git remote with the name deis already exists. To overwrite this remote run:\n"
            + "deis git:remote --force --remote deis --app peachy-waxworks\n");
    }

    [Fact]
    public async Task Create_OutsideARepository_CreatesTheAppAndFails()
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync("create", "peachy-waxworks");

        result.ExitCode.ShouldBe(1);
        result.Text.ShouldBe("Creating Application... (spin)done, created peachy-waxworks\n");
        result.Error.ShouldStartWith(
            "Error: Error when running 'git remote add deis ssh://git@deis-builder.localhost:2222/peachy-waxworks.git'\nfatal: not a git repository");
    }

    [Fact]
    public async Task Create_Refused_EndsBehindTheSpinner()
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Server.Answer("POST /v2/apps/", 400, """{"id":["Application with this id already exists."]}""");

        var result = await world.RunAsync("create", "peachy-waxworks");

        result.ExitCode.ShouldBe(1);
        result.Text.ShouldBe("Creating Application... (spin)");
        result.Error.ShouldBe("Error: Application with this id already exists.\nChoose another name, or none: then the platform makes one up.\n");
    }

    [Fact]
    public async Task Info_App_PrintsEverything()
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync("info");

        result.ShouldBe(new DeisResult(
            0,
            $"""
            === peachy-waxworks Application
            updated:  2026-01-02T03:04:06Z
            uuid:     c4aed81c-d1ca-4ff1-ab89-d2151264e1a3
            created:  2026-01-02T03:04:05Z
            url:      peachy-waxworks.localhost:{world.Server.Port}
            owner:    bob
            id:       peachy-waxworks

            === peachy-waxworks Processes
            --- web:
            peachy-waxworks-web-4084101150-aaaaa up (v2)
            peachy-waxworks-web-4084101150-zzzzz up (v2)
            --- worker:
            peachy-waxworks-worker-4084101150-c871y starting (v2)

            === peachy-waxworks Domains
            peachy-waxworks

            === peachy-waxworks Label
            team:      frontend
            tier:      1


            """,
            ""));
        world.Server.Lines.ShouldBe(
        [
            "GET /v2/apps/peachy-waxworks/",
            "GET /v2/apps/peachy-waxworks/domains/?limit=1",
            "GET /v2/apps/peachy-waxworks/pods/?limit=100",
            "GET /v2/apps/peachy-waxworks/domains/?limit=100",
            "GET /v2/apps/peachy-waxworks/settings/",
        ]);
    }

    [Fact]
    public async Task Info_NoDomainNoLabels_SaysSo()
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Server.Answer("GET /v2/apps/peachy-waxworks/domains/", 200, """{"count":0,"results":[]}""");
        world.Server.Answer("GET /v2/apps/peachy-waxworks/settings/", 200, """{"label":{}}""");

        var result = await world.RunAsync("info");

        result.Output.ShouldContain("\nurl:      No domain assigned to peachy-waxworks\n");
        result.Output.ShouldEndWith("\n\n=== peachy-waxworks Domains\n\n=== peachy-waxworks Label\nNo labels found.\n\n");
    }

    [Fact]
    public async Task Open_BrowserThere_GetsTheUrl()
    {
        await using var world = await CliWorld.LoggedInAsync();
        var opened = Path.Combine(world.Home, "opened");
        InstallBrowser(world, $"#!/bin/sh\necho \"$@\" > {opened}\n");

        var result = await world.RunAsync("open");

        result.ShouldBe(new DeisResult(0, "", ""));
        (await File.ReadAllTextAsync(opened)).ShouldBe($"http://peachy-waxworks.localhost:{world.Server.Port}\n");
    }

    [Fact]
    public async Task Open_NoBrowser_PrintsTheUrl()
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Environment["PATH"] = world.Home;

        var result = await world.RunAsync("open", "-a", "peachy-waxworks");

        result.ShouldBe(new DeisResult(
            0,
            $"There is no xdg-open here to start a browser with. The app is at:\nhttp://peachy-waxworks.localhost:{world.Server.Port}\n",
            ""));
    }

    [Fact]
    public async Task Open_NoDomain_Fails()
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Server.Answer("GET /v2/apps/peachy-waxworks/domains/", 200, """{"count":0,"results":[]}""");

        var result = await world.RunAsync("open");

        result.ShouldBe(new DeisResult(1, "", "Error: No domain assigned to peachy-waxworks\n'deis domains:add <domain>' gives it one.\n"));
    }

    [Fact]
    public async Task Destroy_Confirmed_RemovesTheRemotesOfTheDetectedApp()
    {
        await using var world = await CliWorld.LoggedInAsync();
        await world.GitAsync("init", "-q");
        await world.GitAsync("remote", "add", "deis", "ssh://git@deis-builder.localhost:2222/peachy-waxworks.git");
        await world.GitAsync("remote", "add", "origin", "https://example.org/x.git");

        var result = await world.RunWithInputAsync("peachy-waxworks\n", "destroy");

        result.Text.ShouldBe(
            """
             !    WARNING: this cannot be undone.
             !    It destroys the application peachy-waxworks with all that belongs to it.
             !    To go on, type "peachy-waxworks", or use --confirm=peachy-waxworks next time.

            > Destroying peachy-waxworks...
            done in 0s
            Git remotes for app peachy-waxworks removed.

            """);
        (await world.GitAsync("remote")).ShouldBe("origin\n");
    }

    [Fact]
    public async Task Destroy_NamedApp_LeavesTheRemotes()
    {
        await using var world = await CliWorld.LoggedInAsync();
        await world.GitAsync("init", "-q");
        await world.GitAsync("remote", "add", "deis", "ssh://git@deis-builder.localhost:2222/peachy-waxworks.git");

        var result = await world.RunAsync("destroy", "-a", "peachy-waxworks", "--confirm=peachy-waxworks");

        result.Text.ShouldBe("Destroying peachy-waxworks...\ndone in 0s\n");
        world.Server.Lines.ShouldBe(["DELETE /v2/apps/peachy-waxworks/"]);
        (await world.GitAsync("remote")).ShouldBe("deis\n");
    }

    [Fact]
    public async Task Destroy_OtherNameConfirmed_SendsNothing()
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync("destroy", "--confirm=other");

        result.ShouldBe(new DeisResult(1, "", "Error: App peachy-waxworks does not match confirm other, aborting.\n"));
        world.Server.Requests.ShouldBeEmpty();
    }

    private static void InstallBrowser(CliWorld world, string script)
    {
        var bin = Directory.CreateDirectory(Path.Combine(world.Home, "bin")).FullName;
        var path = Path.Combine(bin, "xdg-open");
        File.WriteAllText(path, script);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        world.Environment["PATH"] = $"{bin}:{Environment.GetEnvironmentVariable("PATH")}";
    }
}
