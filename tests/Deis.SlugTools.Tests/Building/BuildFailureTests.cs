using Deis.SlugTools.Tests.Support;

namespace Deis.SlugTools.Tests.Building;

/// <summary>What goes wrong is said in the last lines, and nothing is stored.</summary>
[Collection(SharedPlatform.Name)]
public class BuildFailureTests(Platform platform)
{
    [Fact]
    public async Task Build_NothingRecognised_SaysWhatWasTried()
    {
        var build = await FailAsync(new Archive().File("main.cob", "DISPLAY 'HELLO'").Pack());
        build.Output.ShouldContain("-----> Unable to select a buildpack\n");
        build.Output.ShouldContain("no buildpack recognises this app (tried: nodejs, python, dotnet, procfile, static)");
    }

    [Fact]
    public async Task Build_BadProcfile_NamesTheLineBeforeCompiling()
    {
        var build = await FailAsync(new Archive().File("Procfile", "web: x\nWorker: y\n").File("package.json", "{}").Pack());
        build.Output.ShouldStartWith(" !     Build failed: Procfile: line 2: \"Worker\" is not a process type");
        build.Output.ShouldNotContain("detected");
    }

    [Theory]
    [InlineData("link", "/etc/passwd")]
    [InlineData("deep/link", "../../outside")]
    public async Task Build_SourceWithALinkOutside_IsRefusedByName(string name, string target)
    {
        var build = await FailAsync(new Archive().File("Procfile", "web: x").SymbolicLink(name, target).Pack(), ExitCodes.BadArchive);
        build.Output.ShouldContain($" !     Build failed: The archive is refused: entry \"{name}\" is a symbolic link to \"{target}\"");
    }

    [Fact]
    public async Task Build_SourceLargerThanAllowed_IsRefused()
    {
        var source = new Archive().File("Procfile", "web: x").File("big", new byte[2_000_000], UnixFileMode.UserRead).Pack();
        var build = await FailAsync(source, ExitCodes.BadArchive, new() { ["DEIS_ARCHIVE_MAX_BYTES"] = "1000000" });
        build.Output.ShouldContain("it unpacks to more than 977K");
    }

    [Fact]
    public async Task Build_ExpiredAddress_SaysSoWithoutShowingIt()
    {
        var sandbox = platform.NewSandbox();
        await using var process = SandboxProcess.Start(sandbox.Command(
            new Dictionary<string, string> { ["TAR_URL"] = platform.Store.Address("x").Replace("sig=", "sig=old-", StringComparison.Ordinal) }, "/runner/build"));
        (await process.EndAsync()).ShouldBe(ExitCodes.StorageUnavailable);
        process.Output.ShouldBe(" !     Build failed: Fetching the source failed: the storage answered 403; the link given to this process may have expired");
    }

    [Theory]
    [InlineData("", " !     Build failed: TAR_URL is not set: there is no source to build")]
    [InlineData("file:///etc/passwd", " !     Build failed: TAR_URL is not an http or https URL")]
    public async Task Build_UnusableAddress_IsAUsageError(string address, string expected)
    {
        await using var process = SandboxProcess.Start(
            platform.NewSandbox().Command(new Dictionary<string, string> { ["TAR_URL"] = address }, "/runner/build"));
        (await process.EndAsync()).ShouldBe(ExitCodes.Usage);
        process.Output.ShouldBe(expected);
    }

    private async Task<Build> FailAsync(byte[] source, int exitCode = ExitCodes.BuildFailed, Dictionary<string, string>? environment = null)
    {
        var build = await platform.BuildAsync(source, environment: environment);
        build.ExitCode.ShouldBe(exitCode, build.Output);
        build.Output.Split('\n')[^1].ShouldStartWith(" !     Build failed: ");
        platform.Store.Objects.ContainsKey(build.Slug).ShouldBeFalse();
        build.Procfile.ShouldBeNull();
        return build;
    }
}
