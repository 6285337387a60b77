using Deis.SlugTools.Procfiles;
using Deis.SlugTools.Tests.Support;

namespace Deis.SlugTools.Tests.Building;

[Collection(SharedPlatform.Name)]
public class NodeBuildpackTests(Platform platform)
{
    /// <summary>A package in the app itself, so that no registry is needed.</summary>
    private const string Dependency = """{ "name": "greeter", "version": "1.0.0", "bin": { "greet": "greet.js" } }""";

    [Fact]
    public async Task Compile_EnginesAskForAnotherNode_FailsAndSaysWhich()
    {
        var build = await platform.BuildAsync(Package("""{ "engines": { "node": "4.x" } }"""));
        build.ExitCode.ShouldBe(1);
        build.Output.ShouldContain(" !     package.json wants Node.js \"4.x\" (engines.node), this platform has v");
        build.Output.ShouldEndWith(" !     Build failed: the nodejs buildpack's compile step exited with code 1");
    }

    [Fact]
    public async Task Compile_BrokenPackageJson_SaysSo()
    {
        var build = await platform.BuildAsync(Package("{ \"name\": "));
        build.ExitCode.ShouldBe(1);
        build.Output.ShouldContain(" !     package.json cannot be read: ");
        build.Output.ShouldContain("nodejs buildpack's compile step");
    }

    [Fact]
    public async Task Compile_FailingBuildScript_ShowsItsOutputAndNamesTheStep()
    {
        var build = await platform.BuildAsync(Package("""{ "scripts": { "build": "echo this cannot build; exit 7", "start": "node ." } }"""));
        build.ExitCode.ShouldBe(1);
        build.Output.ShouldContain("-----> Running npm script build");
        build.Output.ShouldContain("       this cannot build");
        build.Output.ShouldEndWith(" !     Build failed: the nodejs buildpack's compile step exited with code 7");
    }

    [Fact]
    public async Task Compile_BuildScript_SeesConfigurationAndRunsOnce()
    {
        using var config = new ConfigFolder(("COLOUR", "light blue"));
        var source = Package("""{ "scripts": { "build": "echo built $COLOUR in $NODE_ENV > result", "start": "node ." } }""");
        var build = (await platform.BuildAsync(source, sandbox: config.In(platform.NewSandbox()))).ShouldSucceed();
        (await platform.RunAsync(build.Slug, [], "cat result")).Output.ShouldBe("built light blue in production");
    }

    [Theory]
    [InlineData("""{ "start": "node server.js" }""", "node server.js")]
    [InlineData("""{ "start": "A='x: \"1\"' next start" }""", "A='x: \"1\"' next start")]
    [InlineData("""{ "start": "node server.js", "prestart": "echo before" }""", "npm start")]
    [InlineData("""{ "start": "node $npm_package_main" }""", "npm start")]
    public async Task Release_StartScript_IsRunWithoutNpmUnlessItNeedsIt(string scripts, string expected)
    {
        var build = (await platform.BuildAsync(Package($$"""{ "scripts": {{scripts}} }"""))).ShouldSucceed();
        Procfile.Parse(build.Procfile!).TryGet(out var types, out _).ShouldBeTrue(build.Procfile);
        types.ShouldBe([new("web", expected)]);
    }

    [Fact]
    public async Task Start_ScriptWithVariables_GetsTheSignalItself()
    {
        var source = new Archive()
            .File("package.json", """{ "scripts": { "start": "GREETING=hello node server.js" } }""")
            .File("server.js", "process.on('SIGTERM', () => { console.log('goodbye'); process.exit(0); }); setInterval(() => 0, 1000); console.log(process.env.GREETING);")
            .Pack();
        var build = (await platform.BuildAsync(source)).ShouldSucceed();
        await using var process = platform.Init(build.Slug, [], "start", "web");
        await process.WaitForAsync("hello");
        await process.SignalAsync("TERM");
        (await process.EndAsync()).ShouldBe(0);
        process.Output.ShouldContain("goodbye");
    }

    [Fact]
    public async Task Release_NoStartScriptAndNoProcfile_Warns()
    {
        var build = (await platform.BuildAsync(Package("{}"))).ShouldSucceed();
        build.Output.ShouldContain(" !     package.json has no start script and there is no Procfile");
        build.Procfile!.Trim().ShouldBe("{}");
    }

    [Fact]
    public async Task Compile_DevelopmentDependencies_AreThereForTheBuildScriptOnly()
    {
        var source = new Archive()
            .File("package.json", """
                { "scripts": { "build": "greet > greeting", "start": "node ." }, "devDependencies": { "greeter": "file:greeter" } }
                """)
            .File("greeter/package.json", Dependency)
            .Script("greeter/greet.js", "#!/usr/bin/env node\nconsole.log('hello');\n")
            .Pack();
        var build = (await platform.BuildAsync(source)).ShouldSucceed();
        var run = await platform.RunAsync(build.Slug, [], "cat greeting; ls node_modules 2>/dev/null | grep -c greeter");
        run.Output.ShouldBe("hello\n0");

        var kept = (await platform.BuildAsync(source, environment: new() { ["NPM_CONFIG_PRODUCTION"] = "false" })).ShouldSucceed();
        (await platform.RunAsync(kept.Slug, [], "greet; echo $NODE_ENV")).Output.ShouldBe("hello\nproduction");
    }

    private static byte[] Package(string json) => new Archive().File("package.json", json).Pack();
}
