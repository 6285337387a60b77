using Deis.SlugTools.Tests.Support;
using Deis.TestSupport.Web;

namespace Deis.SlugTools.Tests.Building.Buildpacks;

/// <summary>Buildpacks from elsewhere: one by BUILDPACK_URL, several by .buildpacks; from git, as an archive, bundled.</summary>
[Collection(SharedPlatform.Name)]
public sealed class CustomBuildpackTests(Platform platform) : IAsyncLifetime
{
    private const string Password = "buildpack-passw0rd";

    private TestWeb _web = null!;

    public async Task InitializeAsync() => _web = await TestWeb.StartAsync(("reader", Password));

    public Task DisposeAsync() => _web.DisposeAsync().AsTask();

    [Fact]
    public async Task Build_Git_IsClonedAtItsReferenceOrItsDefaultBranch()
    {
        using var repository = await RepositoryAsync();
        var commit = await Git.RunAsync(repository.Path, "rev-parse v1");

        (await CustomAsync(repository, "file:///pack")).ShouldContain("-----> Fetching custom buildpack\n-----> Custom new app detected\n       compiled by new");
        (await CustomAsync(repository, "file:///pack#v1")).ShouldContain("-----> Custom old app detected");
        (await CustomAsync(repository, $"file:///pack#{commit}")).ShouldContain("-----> Custom old app detected");
        (await CustomAsync(repository, "file:///pack#nope", expected: 1))
            .ShouldEndWith(" !     Build failed: the buildpack file:///pack could not be cloned at \"nope\"; check BUILDPACK_URL");
    }

    [Fact]
    public async Task Build_GitThatAsksForAPassword_GetsItPastTheCommandLine()
    {
        using var repository = await RepositoryAsync();
        await Git.RunAsync(repository.Path, "update-server-info");
        _web.PutFolder("/pack.git", repository[".git"]);
        using var spy = new TemporaryFolder();
        File.SetUnixFileMode(spy.Path, (UnixFileMode)0b111_101_101);
        // Besides its own arguments those of whom git starts: they begin a line of the trace.
        await File.WriteAllTextAsync(spy["git"], "#!/bin/sh\necho \"$@\" >> /tmp/build/arguments\nGIT_TRACE=/tmp/build/trace exec /usr/bin/git \"$@\"\n");
        File.SetUnixFileMode(spy["git"], (UnixFileMode)0b111_101_101);
        var sandbox = platform.NewSandbox();
        sandbox.Mounts[spy.Path] = "/spy";

        var build = (await platform.BuildAsync(
            new Archive().File("any").Script("bin/post-compile", "#!/bin/sh\ncat arguments trace\n").Pack(),
            sandbox: sandbox,
            environment: new() { ["BUILDPACK_URL"] = _web.AddressWithCredentials("/pack.git"), ["PATH"] = "/spy:/usr/bin:/bin" })).ShouldSucceed();

        build.Output.ShouldContain("-----> Custom new app detected");
        build.Output.ShouldContain($"clone -q -- http://{_web.Authority}/pack.git");
        build.Output.ShouldContain("git-remote-http origin");
        build.Output.ShouldNotContain(Password);
    }

    [Fact]
    public async Task Build_GitWithAWrongPassword_FailsWithoutShowingIt()
    {
        var url = _web.AddressWithCredentials("/pack.git").Replace(Password, "wr0ng-secret", StringComparison.Ordinal);
        var build = await platform.BuildAsync(new Archive().File("any").Pack(), environment: new() { ["BUILDPACK_URL"] = url });
        build.ExitCode.ShouldBe(1);
        build.Output.ShouldContain("Authentication failed");
        build.Output.ShouldNotContain("wr0ng");
    }

    [Theory]
    [InlineData("")]
    [InlineData("somebody-some-buildpack-1a2b3c4/")]
    public async Task Build_Archive_IsFetchedAndUnpacked(string top)
    {
        // As hosting services do: the address with the password leads to another server, which does not need it.
        await using var other = await TestWeb.StartAsync();
        _web.Redirect("/pack.tgz", other.Put("/real.tgz", Pack("archived", top).Pack()));
        var build = await platform.BuildAsync(
            new Archive().File("any").Pack(), environment: new() { ["BUILDPACK_URL"] = _web.AddressWithCredentials("/pack.tgz") + "?token=t0ken" });
        build.ShouldSucceed().Output.ShouldContain("-----> Fetching custom buildpack\n-----> Custom archived app detected\n       compiled by archived");
        build.Output.ShouldNotContain("t0ken");
    }

    [Fact]
    public async Task Build_ArchiveThatIsBad_IsRefusedWithItsAddress()
    {
        _web.Put("/escape.tgz", new Archive().File("../evil").Pack());
        _web.Put("/empty.tgz", new Archive().File("README").Pack());
        (await FailAsync("/escape.tgz")).ShouldContain("entry \"../evil\" leads out of the folder it is unpacked to");
        (await FailAsync("/empty.tgz")).ShouldContain("/empty.tgz is not a buildpack: it has no bin/compile; check BUILDPACK_URL");
        (await FailAsync("/none.tgz")).ShouldContain("/none.tgz; check BUILDPACK_URL");

        async Task<string> FailAsync(string path)
        {
            var build = await platform.BuildAsync(
                new Archive().File("any").Pack(), environment: new() { ["BUILDPACK_URL"] = _web.AddressWithCredentials(path) });
            build.ExitCode.ShouldBe(1, build.Output);
            build.Output.ShouldNotContain(Password);
            return build.Output.Split('\n')[^1];
        }
    }

    [Fact]
    public async Task Build_CustomThatDoesNotRecogniseTheApp_IsUsedAllTheSame()
    {
        _web.Put("/pack.tgz", Pack("stubborn", detect: "exit 1").Pack());
        var build = await platform.BuildAsync(new Archive().File("any").Pack(), environment: new() { ["BUILDPACK_URL"] = _web.AddressWithCredentials("/pack.tgz") });
        build.ShouldSucceed().Output.ShouldContain("-----> Custom app detected\n       compiled by stubborn");
    }

    [Fact]
    public async Task Build_BundledByName_IsUsedWithoutBeingAskedFirst()
    {
        var source = new Archive().File("package.json", "{}").File("Procfile", "web: true").Pack();
        (await platform.BuildAsync(source, environment: new() { ["BUILDPACK_URL"] = "deis/procfile" })).ShouldSucceed()
            .Output.ShouldContain("-----> Procfile app detected");
        (await platform.BuildAsync(source, environment: new() { ["BUILDPACK_URL"] = "cobol" })).Output
            .ShouldEndWith(" !     Build failed: BUILDPACK_URL: there is no buildpack \"cobol\" here, only nodejs, python, dotnet, procfile, static; others are given by URL");
    }

    [Fact]
    public async Task Build_List_RunsAllInOrderAndTheLastOneSaysWhatRuns()
    {
        _web.Put("/first.tgz", Pack("first", compile: "echo \"export FROM_FIRST='a b'\" > ${0%/*}/../export; touch $1/made-by-first", release: "web: first").Pack());
        _web.Put("/second.tgz", Pack("second", detect: "[ -f $1/made-by-first ]", compile: "echo second got $FROM_FIRST, cache $2, config $(cat $3/COLOUR)", release: "web: second").Pack());
        using var config = new ConfigFolder(("COLOUR", "blue"));
        var source = new Archive()
            .File("package.json", "{}")
            .File(".buildpacks", $"# comment\n\n{_web.AddressWithCredentials("/first.tgz")}\r\n{_web.AddressWithCredentials("/second.tgz")}\n")
            .Script("bin/pre-compile", "#!/bin/sh\necho before all\n")
            .Script("bin/post-compile", "#!/bin/sh\necho after all with $FROM_FIRST\n")
            .Pack();
        var build = (await platform.BuildAsync(source, sandbox: config.In(platform.NewSandbox()))).ShouldSucceed();
        build.Output.ShouldStartWith($"""
            -----> Multipack app detected
                   =====> Downloading Buildpack: http://{_web.Authority}/first.tgz
                   =====> Downloading Buildpack: http://{_web.Authority}/second.tgz
                   before all
                   =====> Detected Framework: Custom first
                   compiled by first
                   =====> Detected Framework: Custom second
                   compiled by second
                   second got a b, cache /tmp/cache, config blue
                   after all with a b
            -----> Discovering process types
                   Default process types for Custom second -> web
            """);
        build.Procfile.ShouldBe("web: \"second\"\n");
    }

    [Fact]
    public async Task Build_ListOfBundledOnes_CombinesThem()
    {
        var source = new Archive().File(".buildpacks", "nodejs\nheroku/python\n").File("package.json", "{}").File("requirements.txt", "").File("Procfile", "web: true")
            .Script("bin/post-compile", "#!/bin/sh\necho $PATH\n").Pack();
        var build = (await platform.BuildAsync(source)).ShouldSucceed();
        build.Output.ShouldContain("=====> Detected Framework: Node.js\n");
        build.Output.ShouldContain("=====> Detected Framework: Python\n");
        build.Output.ShouldContain("       /app/.heroku/python/bin:/tmp/build/node_modules/.bin:");
    }

    [Theory]
    [InlineData("", ".buildpacks is empty; write the addresses of buildpacks into it, one per line, or remove it")]
    [InlineData("nodejs", "the nodejs buildpack, listed in .buildpacks, does not recognise this app; remove it, or add what it looks for")]
    [InlineData("procfile\n--evil", "line 2 of .buildpacks is not the address of a buildpack")]
    [InlineData("many", ".buildpacks lists more than 20 buildpacks")]
    [InlineData("large", ".buildpacks: it is 98K large, at most 64K are allowed; it is a list of at most 20 addresses")]
    public async Task Build_ListThatIsWrong_SaysWhatToDo(string list, string expected)
    {
        var text = list switch
        {
            "many" => string.Concat(Enumerable.Repeat("procfile\n", 21)),
            "large" => new string('x', 100_000),
            _ => list,
        };
        var build = await platform.BuildAsync(new Archive().File(".buildpacks", text).File("Procfile", "web: true").Pack());
        build.ExitCode.ShouldBe(1, build.Output);
        build.Output.Split('\n')[^1].ShouldStartWith($" !     Build failed: {expected}");
    }

    [Fact]
    public async Task Build_Debug_ShowsWhyNobodyRecognisesTheApp()
    {
        var source = new Archive().File("main.cob").Pack();
        (await platform.BuildAsync(source, environment: new() { ["DEIS_BUILDPACK_DEBUG"] = "TRUE" })).Output
            .ShouldContain("       python does not recognise the app:\n       there is no requirements.txt, Pipfile.lock or pyproject.toml");
        (await platform.BuildAsync(source)).Output.ShouldNotContain("does not recognise the app:");
    }

    private static Archive Pack(string name, string top = "", string detect = "true", string compile = "true", string release = "web: true") => new Archive()
        .File($"{top}bin/detect", $"#!/bin/sh\n{detect} || exit\necho Custom {name}\n")
        .File($"{top}bin/compile", $"#!/bin/sh\necho compiled by {name}\n{compile}\n")
        .File($"{top}bin/release", $"#!/bin/sh\necho 'default_process_types: {{ {release} }}'\n");

    private async Task<string> CustomAsync(TemporaryFolder repository, string url, int expected = 0)
    {
        var sandbox = platform.NewSandbox();
        sandbox.Mounts[repository.Path] = "/pack";
        var build = await platform.BuildAsync(new Archive().File("any").Pack(), sandbox: sandbox, environment: new() { ["BUILDPACK_URL"] = url });
        build.ExitCode.ShouldBe(expected, build.Output);
        return build.Output;
    }

    /// <summary>A repository whose default branch is not called master: <c>old</c> at tag v1, <c>new</c> at its head.</summary>
    private static async Task<TemporaryFolder> RepositoryAsync()
    {
        var folder = new TemporaryFolder();
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_101_101);
        await Git.RunAsync(folder.Path, "init -q -b trunk");
        await WriteAsync("old");
        await Git.RunAsync(folder.Path, "add .", "commit -qm old", "tag v1");
        await WriteAsync("new");
        await Git.RunAsync(folder.Path, "commit -qam new");
        await Sandbox.OwnAsync(folder.Path);
        return folder;

        async Task WriteAsync(string name)
        {
            using var packed = new MemoryStream(Pack(name).Pack());
            await using var unpacked = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionMode.Decompress);
            await System.Formats.Tar.TarFile.ExtractToDirectoryAsync(unpacked, folder.Path, overwriteFiles: true);
        }
    }
}
