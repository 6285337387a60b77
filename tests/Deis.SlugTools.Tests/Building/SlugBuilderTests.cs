using Deis.SlugTools.Tests.Support;

namespace Deis.SlugTools.Tests.Building;

/// <summary>What a build does beside compiling: hooks, configuration, secrets, transfers.</summary>
[Collection(SharedPlatform.Name)]
public class SlugBuilderTests(Platform platform)
{
    [Fact]
    public async Task Build_Hooks_RunAroundCompileInTheBuildFolder()
    {
        var source = Minimal()
            .Script("bin/pre-compile", "#!/bin/sh\necho before in $PWD; echo '-----> A title'; echo '       indented'\n")
            .Script("bin/post-compile", "#!/bin/sh\necho after; ls .release\n")
            .Pack();
        var build = (await platform.BuildAsync(source)).ShouldSucceed();
        build.Output.ShouldContain("       before in /tmp/build\n-----> A title\n       indented\n       Nothing to compile");
        build.Output.ShouldContain("       after\n       .release\n-----> Discovering process types");
    }

    [Fact]
    public async Task Build_FailingHook_IsNamed()
    {
        var build = await platform.BuildAsync(Minimal().Script("bin/pre-compile", "#!/bin/sh\nexit 3\n").Pack());
        build.ExitCode.ShouldBe(1);
        build.Output.ShouldEndWith(" !     Build failed: the app's bin/pre-compile exited with code 3");
    }

    [Fact]
    public async Task Build_Scripts_SeeThePromisedVariablesAndNoAddressOfTheStorage()
    {
        var source = Minimal().Script("bin/post-compile", """
            #!/bin/bash
            echo "$HOME $APP_DIR $SOURCE_VERSION ${#REQUEST_ID} $STACK"
            env
            # Also not by looking at the processes above.
            cat /proc/[0-9]*/environ 2>/dev/null | tr '\0' '\n' | grep _URL
            true
            """).Pack();
        var build = (await platform.BuildAsync(source, "some/cache")).ShouldSucceed();
        build.Output.ShouldContain("       /app /app 1a2b3c4d 44 heroku-22\n");
        build.Output.ShouldNotContain("_URL");
    }

    [Fact]
    public async Task Build_ScriptLeavesADaemonBehind_DoesNotWaitForIt()
    {
        var source = Minimal().Script("bin/post-compile", "#!/bin/sh\nsleep 1000 &\necho done\n").Pack();
        (await platform.BuildAsync(source)).ShouldSucceed().Output.ShouldContain("       done");
    }

    [Fact]
    public async Task Build_SshKey_IsInstalledForGit()
    {
        using var config = new ConfigFolder(("SSH_KEY", Convert.ToBase64String("the key"u8)));
        var source = Minimal().Script("bin/post-compile", "#!/bin/sh\nstat -c '%a %n' ~/.ssh/*; cat ~/.ssh/id_rsa ~/.ssh/config\n").Pack();
        var build = (await platform.BuildAsync(source, sandbox: config.In(platform.NewSandbox()))).ShouldSucceed();
        build.Output.ShouldContain("       600 /app/.ssh/config\n       600 /app/.ssh/id_rsa\n       the key\n       StrictHostKeyChecking=no\n       BatchMode=yes");
        (await platform.RunAsync(build.Slug, [], "ls -a .ssh")).ExitCode.ShouldNotBe(0, "the key is not for the slug");
    }

    [Fact]
    public async Task Build_Uploads_AreWhatAzureAndOthersExpect()
    {
        var build = (await platform.BuildAsync(Minimal().Pack())).ShouldSucceed();
        var headers = platform.Store.Headers[build.Slug];
        headers["x-ms-blob-type"].ToString().ShouldBe("BlockBlob");
        headers.ContentLength.ShouldBe(platform.Store.Objects[build.Slug].Length);
    }

    [Fact]
    public async Task Build_StorageStumbles_TriesAgain()
    {
        var source = Minimal().Script("bin/post-compile", "#!/bin/sh\ndate > /tmp/cache/time\n").Pack();
        platform.Store.Objects["stumbling/cache"] = Archive.Of(AppContext.BaseDirectory + "runner/buildpacks");
        platform.Store.Answer("stumbling/cache", 503, 0);
        var build = (await platform.BuildAsync(source, "stumbling/cache")).ShouldSucceed();
        build.Output.ShouldContain("-----> Restoring cache...\n       Done!");
        build.Output.ShouldContain("Done: Uploaded cache");
    }

    [Fact]
    public async Task Build_CacheIsDamaged_GoesOnWithoutIt()
    {
        platform.Store.Objects["damaged/cache"] = "this is no archive"u8.ToArray();
        var build = (await platform.BuildAsync(Minimal().Pack(), "damaged/cache")).ShouldSucceed();
        build.Output.ShouldContain("       The cache cannot be used, building without it: The archive is damaged");
    }

    private static Archive Minimal() => new Archive().File("Procfile", "web: true");
}
