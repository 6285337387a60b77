using Deis.SlugTools.Tests.Support;

namespace Deis.SlugTools.Tests.Running;

/// <summary>What an app finds when it starts, and what is said when it cannot.</summary>
[Collection(SharedPlatform.Name)]
public class SlugRunnerTests(Platform platform)
{
    [Fact]
    public async Task Init_UnknownType_FailsAndListsTheTypes()
    {
        var slug = Store(new Archive().File("Procfile", "web: true\nworker: true\n"));
        (await platform.RunAsync(slug, [], "start", "wroker")).ShouldBe(
            (ExitCodes.UnknownProcessType, " !     This release has no process type \"wroker\"; it has web, worker"));
    }

    [Fact]
    public async Task Init_NoArguments_ShowsUsage() =>
        (await platform.RunAsync(Store(new Archive().File("x")), [])).ExitCode.ShouldBe(ExitCodes.Usage);

    [Fact]
    public async Task Init_Command_IsJoinedAndGivenToBash()
    {
        var slug = Store(new Archive().File("x"));
        (await platform.RunAsync(slug, [], "echo", "$((6", "*", "7))", "&&", "exit", "9")).ShouldBe((9, "42"));
    }

    [Fact]
    public async Task Init_Environment_IsTheAppsOwn()
    {
        var slug = Store(new Archive()
            .File(".release", "config_vars:\n  WEAK: default\n  STRONG: default\ndefault_process_types:\n  web: env\n")
            .File(".profile.d/10-first.sh", "export FIRST=1\nset -- changed arguments\n")
            .File(".profile.d/20-second", "export SECOND=$((FIRST + 1))\n")
            .Folder(".profile.d/folder"));
        var (exitCode, output) = await platform.RunAsync(slug, new() { ["STRONG"] = "configured", ["ODD"] = "a=b\nc" }, "start", "web");
        exitCode.ShouldBe(0);
        var lines = output.Split('\n');
        lines.ShouldContain("HOME=/app");
        lines.ShouldContain("PWD=/app");
        lines.ShouldContain("WEAK=default");
        lines.ShouldContain("STRONG=configured");
        lines.ShouldContain("FIRST=1");
        lines.ShouldContain("SECOND=2");
        output.ShouldContain("ODD=a=b\nc\n");
        output.ShouldNotContain("SLUG_URL");
        output.ShouldNotContain("DOTNET_");
        output.ShouldNotContain("deis_");
        platform.Store.ShouldNotShowIn(output);
    }

    [Fact]
    public async Task Init_DotnetSettingsOfTheApp_ReachTheAppAndNotTheTool()
    {
        var slug = Store(new Archive().File("x"));
        var settings = new Dictionary<string, string> { ["DOTNET_EnableDiagnostics"] = "1", ["DOTNET_STARTUP_HOOKS"] = "/app/not-there.dll" };
        var (exitCode, output) = await platform.RunAsync(slug, settings, "env | grep DOTNET_ | sort; ls -A /tmp");
        output.ShouldBe("DOTNET_EnableDiagnostics=1\nDOTNET_STARTUP_HOOKS=/app/not-there.dll");
        exitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Init_Started_LeavesNoTraceOfItself()
    {
        var slug = Store(new Archive().File("Procfile", "web: exec sleep 1000"));
        await using var process = platform.Init(slug, [], "start", "web");
        await Eventually.TrueAsync(() => process.Program() == "sleep", "sleep is the command's process");

        var status = await File.ReadAllLinesAsync($"/proc/{process.Command()}/status");
        foreach (var signals in (string[])["SigBlk", "SigIgn", "SigCgt"])
            status.ShouldContain($"{signals}:\t0000000000000000");
        status.Single(line => line.StartsWith("NSpid:", StringComparison.Ordinal)).ShouldEndWith("\t2", Case.Sensitive, "it is the process the sandbox started");

        await process.SignalAsync("TERM");
        (await process.EndAsync()).ShouldBe(128 + 15);
    }

    [Fact]
    public async Task Init_OpenFiles_AreLimitedAsTheSandboxLimitsThem()
    {
        var slug = Store(new Archive().File("x"));
        var sandbox = platform.NewSandbox();
        await using var process = SandboxProcess.Start(sandbox.Command(
            new Dictionary<string, string> { ["SLUG_URL"] = platform.Store.Address(slug) },
            "/bin/sh", "-c", "ulimit -Sn 1000 && exec /runner/init 'ulimit -Sn'"));
        (await process.EndAsync()).ShouldBe(0);
        process.Output.ShouldBe("1000");
    }

    [Fact]
    public async Task Init_AppFolderHasContent_IsUsedAsItIs()
    {
        using var app = new TemporaryFolder();
        File.SetUnixFileMode(app.Path, (UnixFileMode)0b111_101_101);
        await File.WriteAllTextAsync(app["Procfile"], "web: echo as it is");
        var sandbox = platform.NewSandbox();
        sandbox.Mounts[app.Path] = "/app";
        await using var process = platform.Init(sandbox, "no-such-slug", [], "start", "web");
        (await process.EndAsync()).ShouldBe(0);
        process.Output.ShouldBe("as it is");
    }

    [Fact]
    public async Task Init_NoAddress_ReadsTheSlugFromStandardInput()
    {
        await using var process = SandboxProcess.Start(
            platform.NewSandbox().Command(new Dictionary<string, string>(), "/runner/init", "start", "web"),
            new Archive().File("Procfile", "web: echo piped").Pack());
        (await process.EndAsync()).ShouldBe(0);
        process.Output.ShouldBe("piped");
    }

    [Fact]
    public async Task Init_NothingToRun_SaysSo()
    {
        await using var process = SandboxProcess.Start(
            platform.NewSandbox().Command(new Dictionary<string, string>(), "/runner/init", "start", "web"));
        (await process.EndAsync()).ShouldBe(ExitCodes.BadArchive);
        process.Output.ShouldContain("/app is empty, SLUG_URL is not set, and standard input holds no slug");
    }

    [Fact]
    public async Task Init_BrokenDownload_StartsAnewWithAnEmptyFolder()
    {
        var noise = new byte[300_000];
        new Random(2).NextBytes(noise);
        var slug = Store(new Archive().File("first", "1").File("noise", noise, UnixFileMode.UserRead).File("last", "2"));
        platform.Store.Answer(slug, 500, 0);
        (await platform.RunAsync(slug, [], "cat first last; wc -c < noise")).ShouldBe((0, "12300000"));
    }

    [Fact]
    public async Task Init_SlugIsGone_SaysSo() =>
        (await platform.RunAsync("gone", [], "start", "web")).ShouldBe(
            (ExitCodes.StorageUnavailable, " !     The slug of this release is no longer in the storage"));

    [Fact]
    public async Task Init_HostileSlug_IsRefused()
    {
        var slug = Store(new Archive().SymbolicLink("out", "/tmp").File("out/evil"));
        var (exitCode, output) = await platform.RunAsync(slug, [], "start", "web");
        exitCode.ShouldBe(ExitCodes.BadArchive);
        output.ShouldBe(" !     The archive is refused: entry \"out/evil\" goes through the symbolic link \"out\"");
    }

    [Fact]
    public async Task Init_TerminatedAsFirstProcessWhileFetching_Ends()
    {
        var slug = Store(new Archive().File("x"));
        platform.Store.Answer(slug, [.. Enumerable.Repeat(503, 100)]);
        var sandbox = platform.NewSandbox();
        sandbox.AsFirstProcess = true;
        await using var process = platform.Init(sandbox, slug, [], "start", "web");
        await Eventually.TrueAsync(() => platform.Store.Asked(slug) > 0, "the slug is asked for");
        await process.SignalAsync("TERM");
        (await process.EndAsync()).ShouldBe(128 + 15);
    }

    private string Store(Archive slug)
    {
        var key = $"slug-{Guid.NewGuid()}";
        platform.Store.Objects[key] = slug.Pack();
        return key;
    }
}
