using Deis.SlugTools.Tests.Support;

namespace Deis.SlugTools.Tests.Building;

/// <summary>
/// Builds made to do harm. Each ends with a sentence that says what is wrong; the builder has so little memory that one which
/// depends on the size of its input would not get that far.
/// </summary>
[Collection(SharedPlatform.Name)]
public class HostileBuildTests(Platform platform)
{
    private static readonly Dictionary<string, string> LittleMemory = new() { ["DOTNET_GCHeapHardLimit"] = "0x3000000" };

    [Fact]
    public Task Source_OfAMillionFiles_IsRefused() => RefusedAsync(
        HostileTar.ManyFiles(1_000_000), ExitCodes.BadArchive,
        "The archive is refused: it has more than 2000 files and folders; take out what is generated or downloaded, such as node_modules",
        ("DEIS_ARCHIVE_MAX_ENTRIES", "2000"));

    [Fact]
    public Task Source_ThatIsABomb_IsRefused() => RefusedAsync(
        new Archive().File("zeros", new byte[200_000_000], UnixFileMode.UserRead).Pack(), ExitCodes.BadArchive,
        "The archive is refused: it unpacks to more than 200 times its size; take out large files of nothing but repetition");

    [Fact]
    public Task Source_WithAGiganticHeader_IsRefused() => RefusedAsync(
        HostileTar.Claim('x', 1_700_000_000), ExitCodes.BadArchive, "The archive is refused: it has a header of 1.6G");

    [Fact]
    public Task Procfile_OfTenMegabytes_IsRefused() => RefusedAsync(
        new Archive().File("Procfile", "web: " + new string('x', 10 << 20)).Pack(), ExitCodes.BuildFailed,
        "Procfile: it is 11M large, at most 64K are allowed; put long commands into scripts and name those");

    [Fact]
    public Task Procfile_OfAThousandTypes_IsRefused() => RefusedAsync(
        new Archive().File("Procfile", string.Concat(Enumerable.Range(0, 1000).Select(i => $"type-{i}: run\n"))).Pack(), ExitCodes.BuildFailed,
        "Procfile: line 101: more than 100 process types; start the others from a script");

    [Fact]
    public Task Script_ThatMakesTooManyFiles_FailsTheBuildAndSaysWhere() => RefusedAsync(
        Hook("mkdir junk; cd junk; seq 1 30000 | xargs touch"), ExitCodes.BuildFailed,
        "the slug cannot be made: it has more than 20000 files and folders; many are in \"junk/\". What the app does not need when it runs can be listed in .slugignore",
        ("DEIS_ARCHIVE_MAX_ENTRIES", "20000"));

    [Fact]
    public Task Script_ThatMakesAHugeFile_FailsTheBuildAndSaysWhich() => RefusedAsync(
        Hook("mkdir data; truncate -s 9G data/big"), ExitCodes.BuildFailed,
        "the slug cannot be made: it would unpack to more than 8.0G; largest are data/ (9.0G), bin/ (0.1K), ");

    [Fact]
    public Task Script_ThatTakesAwayThePermissionToRead_IsToldWhichFile() => RefusedAsync(
        Hook("echo x > locked; chmod 000 locked"), ExitCodes.BuildFailed, "the slug cannot be made: the file \"locked\" cannot be packed: ");

    [Fact]
    public Task Script_ThatMakesANameWhichIsNotText_IsToldSo() => RefusedAsync(
        Hook("touch $(printf 'b\\377d')"), ExitCodes.BuildFailed, "the slug cannot be made: the file \"b\uFFFDd\" is gone while it is packed, or its name is not UTF-8");

    [Fact]
    public Task Release_ThatSaysTooMuch_IsRefused() => RefusedAsync(
        new Archive().File("package.json", "{}").Script("bin/pre-compile", "#!/bin/sh\nmkdir -p .heroku; ln -s /dev/zero .heroku/endless\n")
            .Script("bin/post-compile", "#!/bin/sh\nhead -c 5000000 /dev/zero | tr '\\0' a > .release\n").Pack(),
        ExitCodes.BuildFailed,
        "the nodejs buildpack's release step printed no valid YAML: .release: it is 4.8M large, at most 64K are allowed");

    [Fact]
    public async Task Script_WithEndlessOutput_IsShownAsItComes()
    {
        var build = (await platform.BuildAsync(Hook("head -c 100000000 /dev/zero | tr '\\0' a"), environment: LittleMemory)).ShouldSucceed();
        build.Output.Length.ShouldBeGreaterThan(100_000_000);
    }

    [Fact]
    public async Task Script_ThatLeavesPipesSocketsAndLinksEverywhere_DoesNotHoldUpTheBuild()
    {
        var build = (await platform.BuildAsync(
            Hook("mkfifo pipe; ln -s /dev/zero endless; ln -s . loop; ln -s /etc/passwd out; rm Procfile .release; mkfifo Procfile .slugignore .release"))).ShouldSucceed();
        (await platform.RunAsync(build.Slug, [], "readlink endless loop out")).Output.ShouldBe("/dev/zero\n.\n/etc/passwd");
    }

    [Fact]
    public async Task Cache_ThatCannotBeKept_DoesNotFailTheBuild()
    {
        var build = (await platform.BuildAsync(Hook("truncate -s 9G /tmp/cache/big"), "hostile/cache")).ShouldSucceed();
        build.Output.ShouldContain("       The cache is not kept: it would unpack to more than 8.0G; largest are big (9.0G)\n");
        platform.Store.Objects.ContainsKey("hostile/cache").ShouldBeFalse();
    }

    [Fact]
    public async Task Hook_ThatIsNotExecutable_IsToldHowToBecomeSo()
    {
        var build = await platform.BuildAsync(new Archive().File("Procfile", "web: true").File("bin/pre-compile", "#!/bin/sh\n").Pack());
        build.ExitCode.ShouldBe(1);
        build.Output.ShouldEndWith(" !     Build failed: the app's bin/pre-compile is not executable; mark it with: git update-index --chmod=+x bin/pre-compile");
    }

    private static byte[] Hook(string script) =>
        new Archive().File("Procfile", "web: true").Script("bin/post-compile", $"#!/bin/sh\n{script}\n").Pack();

    private async Task RefusedAsync(byte[] source, int exitCode, string expected, params (string Name, string Value)[] environment)
    {
        var variables = new Dictionary<string, string>(LittleMemory);
        foreach (var (name, value) in environment)
            variables[name] = value;
        var build = await platform.BuildAsync(source, environment: variables);
        build.Output.Split('\n')[^1].ShouldStartWith($" !     Build failed: {expected}");
        build.ExitCode.ShouldBe(exitCode, build.Output);
        platform.Store.Objects.ContainsKey(build.Slug).ShouldBeFalse();
    }
}
