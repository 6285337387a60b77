using System.IO.Compression;
using Deis.SlugTools.Tests.Support;

namespace Deis.SlugTools.Tests.Building;

/// <summary>.NET apps, published with the SDK of the machine.</summary>
[Collection(SharedPlatform.Name)]
public class DotnetBuildpackTests(Platform platform)
{
    private static readonly string Framework = $"net{Environment.Version.Major}.{Environment.Version.Minor}";

    [Fact]
    public async Task Compile_SolutionWithSeveralPrograms_GivesEachAProcessType()
    {
        var source = new Archive()
            .File("app.sln", """
                Microsoft Visual Studio Solution File, Format Version 12.00
                Project("{9A19103F-16F7-4668-BE54-9A1E7A4F7556}") = "Shop.Web", "src/Shop.Web/Shop.Web.csproj", "{11111111-1111-1111-1111-111111111111}"
                EndProject
                Project("{9A19103F-16F7-4668-BE54-9A1E7A4F7556}") = "Shop.Mailer", "src/Shop.Mailer/Shop.Mailer.csproj", "{22222222-2222-2222-2222-222222222222}"
                EndProject
                Project("{9A19103F-16F7-4668-BE54-9A1E7A4F7556}") = "Shop", "src/Shop/Shop.csproj", "{33333333-3333-3333-3333-333333333333}"
                EndProject
                Global
                    GlobalSection(SolutionConfigurationPlatforms) = preSolution
                        Release|Any CPU = Release|Any CPU
                    EndGlobalSection
                    GlobalSection(ProjectConfigurationPlatforms) = postSolution
                        {11111111-1111-1111-1111-111111111111}.Release|Any CPU.ActiveCfg = Release|Any CPU
                        {11111111-1111-1111-1111-111111111111}.Release|Any CPU.Build.0 = Release|Any CPU
                        {22222222-2222-2222-2222-222222222222}.Release|Any CPU.ActiveCfg = Release|Any CPU
                        {22222222-2222-2222-2222-222222222222}.Release|Any CPU.Build.0 = Release|Any CPU
                        {33333333-3333-3333-3333-333333333333}.Release|Any CPU.ActiveCfg = Release|Any CPU
                        {33333333-3333-3333-3333-333333333333}.Release|Any CPU.Build.0 = Release|Any CPU
                    EndGlobalSection
                EndGlobal
                """)
            .File("src/Shop.Web/Shop.Web.csproj", Project("Microsoft.NET.Sdk.Web", reference: "../Shop/Shop.csproj"))
            .File("src/Shop.Web/Program.cs", "var app = WebApplication.Create(args); app.MapGet(\"/\", () => Shop.Name.Text + app.Configuration[\"Setting\"]); app.Run();")
            .File("src/Shop.Web/appsettings.json", "{ \"Setting\": \" with settings\" }")
            .File("src/Shop.Mailer/Shop.Mailer.csproj", Project("Microsoft.NET.Sdk", "<OutputType>Exe</OutputType>", "../Shop/Shop.csproj"))
            .File("src/Shop.Mailer/Program.cs", "System.Console.WriteLine(\"mail from \" + Shop.Name.Text);")
            .File("src/Shop/Shop.csproj", Project("Microsoft.NET.Sdk"))
            .File("src/Shop/Name.cs", "namespace Shop; public static class Name { public const string Text = \"the shop\"; }")
            .Pack();

        var build = (await platform.BuildAsync(source)).ShouldSucceed();

        build.Output.ShouldContain("-----> .NET app detected\n       Using .NET SDK ");
        build.Output.ShouldContain("-----> Publishing src/Shop.Web/Shop.Web.csproj\n");
        build.Output.ShouldContain("Default process types for .NET -> web, shop-mailer");
        await using var web = await platform.StartWebAsync(build);
        (await web.Http.GetStringAsync("/")).ShouldBe("the shop with settings");
        await web.Process.SignalAsync("TERM");
        (await web.Process.EndAsync()).ShouldBe(0);
        (await platform.RunAsync(build.Slug, [], "start", "shop-mailer")).ShouldBe((0, "mail from the shop"));
        (await platform.RunAsync(build.Slug, [], "find . -name obj; find . -name bin")).Output
            .Split('\n').ShouldBe(["./src/Shop.Mailer/bin", "./src/Shop.Web/bin"], ignoreOrder: true, "only what runs is in the slug");
    }

    [Fact]
    public async Task Compile_Packages_AreKeptInTheCache()
    {
        const string cache = "dotnet/cache";
        var source = new Archive()
            .File("tool.csproj", Project("Microsoft.NET.Sdk", "<OutputType>Exe</OutputType>", package: "Tiny.Package"))
            .File("Program.cs", "System.Console.WriteLine(System.Environment.GetEnvironmentVariable(\"VERSION\"));")
            .File("nuget.config", "<configuration><packageSources><clear /><add key=\"here\" value=\"feed\" /></packageSources></configuration>")
            .File("feed/tiny.package.1.0.0.nupkg", Package("Tiny.Package"), UnixFileMode.UserRead)
            .Pack();
        // A property of that name would make the build fail.
        using var config = new ConfigFolder(("VERSION", "not a version of .NET"));

        (await platform.BuildAsync(source, cache, sandbox: config.In(platform.NewSandbox()))).ShouldSucceed();
        platform.Store.Unpacked(cache).ShouldContain("dotnet/packages/tiny.package/1.0.0/tiny.package.nuspec");

        var second = (await platform.BuildAsync(source, cache)).ShouldSucceed();
        second.Output.ShouldContain("Cache unchanged, not updating");
        second.Output.ShouldContain("Default process types for .NET -> tool");
        (await platform.RunAsync(second.Slug, new() { ["VERSION"] = "7" }, "start", "tool")).ShouldBe((0, "7"));
    }

    [Fact]
    public async Task Compile_BrokenSource_ShowsTheErrorOfTheCompiler()
    {
        var build = await FailAsync(new Archive().File("app.csproj", Project("Microsoft.NET.Sdk.Web")).File("Program.cs", "this is no program").Pack());
        build.Output.ShouldContain("Program.cs(1,");
        build.Output.ShouldContain("error CS");
    }

    [Fact]
    public async Task Compile_FrameworkThatIsNotHere_SaysWhichIs()
    {
        var build = await FailAsync(new Archive().File("app.csproj", Project("Microsoft.NET.Sdk.Web").Replace(Framework, "net7.0", StringComparison.Ordinal)).Pack());
        build.Output.ShouldContain($" !     app.csproj targets net7.0, this platform has {Framework}");
        build.Output.ShouldContain("change <TargetFramework>, or set <RollForward>Major</RollForward>");
    }

    [Fact]
    public async Task Compile_SdkThatIsNotHere_NamesGlobalJson()
    {
        var build = await FailAsync(new Archive().File("app.csproj", Project("Microsoft.NET.Sdk.Web"))
            .File("global.json", """{ "sdk": { "version": "5.0.100", "rollForward": "disable" } }""").Pack());
        build.Output.ShouldContain(" !     global.json wants an SDK that this platform does not have; it has ");
    }

    [Fact]
    public async Task Compile_SeveralProjects_AsksForOne()
    {
        var source = new Archive().File("a.csproj", Project("Microsoft.NET.Sdk")).File("b.csproj", Project("Microsoft.NET.Sdk")).Pack();
        (await FailAsync(source)).Output.ShouldContain(" !     There are several projects in the root: a.csproj b.csproj. Say which one: deis config:set PROJECT_FILE=a.csproj");

        using var config = new ConfigFolder(("PROJECT_FILE", "b.csproj"));
        (await FailAsync(source, config)).Output.ShouldContain(" !     b.csproj holds no program: no project has <OutputType>Exe</OutputType>");
        using var outside = new ConfigFolder(("PROJECT_FILE", "../b.csproj"));
        (await FailAsync(source, outside)).Output.ShouldContain("PROJECT_FILE says ../b.csproj, which is not a file of the app");
    }

    [Theory]
    [InlineData("ASPNETCORE_URLS", "http://127.0.0.1:1234", "http://127.0.0.1:1234 ")]
    [InlineData("ASPNETCORE_HTTP_PORTS", "1234", " 1234")]
    [InlineData("OTHER", "", "http://*:4321 ")]
    public async Task Profile_Addresses_AreThePlatformsUnlessTheAppHasOwn(string name, string value, string expected)
    {
        var profile = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "runner/buildpacks/13-dotnet/lib/profile.sh"));
        var slug = $"dotnet/profile/{name}";
        platform.Store.Objects[slug] = new Archive().File(".profile.d/dotnet.sh", profile).Pack();
        var (_, output) = await platform.RunAsync(slug, new() { ["PORT"] = "4321", [name] = value }, "echo \"$ASPNETCORE_URLS $ASPNETCORE_HTTP_PORTS\"");
        output.ShouldBe(expected);
    }

    private static string Project(string sdk, string properties = "", string? reference = null, string? package = null) => $"""
        <Project Sdk="{sdk}">
          <PropertyGroup><TargetFramework>{Framework}</TargetFramework><ImplicitUsings>enable</ImplicitUsings>{properties}</PropertyGroup>
          <ItemGroup>{(reference is null ? "" : $"<ProjectReference Include=\"{reference}\" />")}</ItemGroup>
          <ItemGroup>{(package is null ? "" : $"<PackageReference Include=\"{package}\" Version=\"1.0.0\" />")}</ItemGroup>
        </Project>
        """;

    private static byte[] Package(string id)
    {
        var package = new MemoryStream();
        using (var zip = new ZipArchive(package, ZipArchiveMode.Create, leaveOpen: true))
        {
            using (var writer = new StreamWriter(zip.CreateEntry($"{id}.nuspec").Open()))
                writer.Write($"<package><metadata><id>{id}</id><version>1.0.0</version><authors>t</authors><description>t</description></metadata></package>");
            zip.CreateEntry($"lib/{Framework}/_._");
        }
        return package.ToArray();
    }

    private async Task<Build> FailAsync(byte[] source, ConfigFolder? config = null)
    {
        var sandbox = platform.NewSandbox();
        var build = await platform.BuildAsync(source, sandbox: config?.In(sandbox) ?? sandbox);
        build.ExitCode.ShouldBe(1, build.Output);
        build.Output.ShouldEndWith(" !     Build failed: the dotnet buildpack's compile step exited with code 1");
        return build;
    }
}
