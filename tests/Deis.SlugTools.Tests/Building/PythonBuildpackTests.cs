using Deis.SlugTools.Tests.Support;
using Deis.TestSupport.Web;

namespace Deis.SlugTools.Tests.Building;

/// <summary>Python apps, with packages from an index that the tests serve themselves.</summary>
[Collection(SharedPlatform.Name)]
public sealed class PythonBuildpackTests(Platform platform) : IAsyncLifetime
{
    private const string Password = "index-passw0rd";

    private TestWeb _web = null!;
    private PythonIndex _index = null!;

    public async Task InitializeAsync()
    {
        _web = await TestWeb.StartAsync(("reader", Password));
        _index = new PythonIndex(_web);
        _index.Add("greeter", "1.0", "def greet():\n    print('hello from 1.0')\n", ("greet", "greet"));
    }

    public Task DisposeAsync() => _web.DisposeAsync().AsTask();

    [Fact]
    public async Task Compile_Requirements_AreInTheEnvironmentOfTheApp()
    {
        var build = (await BuildAsync(App("greeter==1.0"))).ShouldSucceed();
        build.Output.ShouldContain("-----> Python app detected\n       Using Python 3.");
        build.Output.ShouldContain("-----> Installing the packages of requirements.txt\n");
        build.Output.ShouldContain("Successfully installed greeter-1.0");
        build.Output.ShouldContain("Procfile declares types -> web");

        (await platform.RunAsync(build.Slug, [], "start", "web")).ShouldBe((0, "hello from 1.0"));
        var (_, output) = await platform.RunAsync(build.Slug, [], "which python greet; head -c 33 $(which greet); echo; echo $PYTHONUNBUFFERED; ls -d /tmp/build 2>/dev/null");
        output.ShouldBe("/app/.heroku/python/bin/python\n/app/.heroku/python/bin/greet\n#!/app/.heroku/python/bin/python\n\n1");
    }

    [Fact]
    public async Task Compile_SameRequirements_ComeFromTheCacheWithoutTheIndex()
    {
        const string cache = "python/cache";
        (await BuildAsync(App("greeter"), cache)).ShouldSucceed();
        var asked = _web.Asked.Count;

        var second = (await BuildAsync(App("greeter"), cache)).ShouldSucceed();
        second.Output.ShouldContain("Using the packages in the cache: requirements.txt has not changed");
        second.Output.ShouldContain("Cache unchanged, not updating");
        _web.Asked.Count.ShouldBe(asked);
        (await platform.RunAsync(second.Slug, [], "start", "web")).ShouldBe((0, "hello from 1.0"));

        _index.Add("greeter", "2.0", "def greet():\n    print('hello from 2.0')\n", ("greet", "greet"));
        var third = (await BuildAsync(App("greeter>=2"), cache)).ShouldSucceed();
        third.Output.ShouldContain("Successfully installed greeter-2.0");
        (await platform.RunAsync(third.Slug, [], "start", "web")).ShouldBe((0, "hello from 2.0"));
    }

    [Fact]
    public async Task Compile_IncludedFiles_CountForTheCache()
    {
        const string cache = "python/includes";
        byte[] Source(string constraint) => new Archive()
            .File("Procfile", "web: greet").File("requirements.txt", "-r more/all.txt # everything\n")
            .File("more/all.txt", "-c limits.txt\ngreeter\n").File("more/limits.txt", constraint).Pack();
        (await BuildAsync(Source("greeter<2"), cache)).ShouldSucceed().Output.ShouldContain("Successfully installed greeter-1.0");
        _index.Add("greeter", "2.0", "def greet():\n    print('hello from 2.0')\n", ("greet", "greet"));
        (await BuildAsync(Source("greeter<3"), cache)).ShouldSucceed().Output.ShouldContain("Successfully installed greeter-2.0");
    }

    [Fact]
    public async Task Compile_PackageOfTheAppItself_IsFoundWhereTheAppRuns()
    {
        var source = new Archive()
            .File("Procfile", "web: python -c 'import inner; print(inner.__file__)'")
            .File("requirements.txt", "greeter\n./lib/outer-1.0-py3-none-any.whl\n")
            .File("lib/outer-1.0-py3-none-any.whl", PythonIndex.Wheel("outer", "1.0", "import inner"), UnixFileMode.UserRead)
            .Script("bin/post-compile", "#!/bin/sh\necho $PWD/src > /app/.heroku/python/lib/python3*/site-packages/made-by-the-hook.pth; which greet\n")
            .Pack();
        var build = (await BuildAsync(source, "python/own")).ShouldSucceed();
        build.Output.ShouldContain("Successfully installed greeter-1.0 outer-1.0");
        build.Output.ShouldContain("       /app/.heroku/python/bin/greet\n", Case.Sensitive, "hooks find what the buildpack installed");
        (await BuildAsync(source, "python/own")).ShouldSucceed().Output
            .ShouldContain("Successfully installed greeter-1.0 outer-1.0", Case.Sensitive, "a wheel of the app may have changed");
    }

    [Theory]
    [InlineData("runtime.txt", "python-2.7.18", "runtime.txt wants \"2.7.18\"; this platform runs Python 3")]
    [InlineData("runtime.txt", "python-3.99.1", "runtime.txt wants Python 3.99.1, this platform has 3.")]
    [InlineData(".python-version", "# comment\n 3.98\n", ".python-version wants Python 3.98, this platform has 3.")]
    [InlineData("runtime.txt", "$(touch /app/pwned)", "runtime.txt wants \"$(touch /app/pwned)\"; this platform runs Python 3")]
    public async Task Compile_VersionThatIsNotHere_IsRefusedByName(string file, string content, string expected)
    {
        var build = await BuildAsync(new Archive().File("requirements.txt").File(file, content).Pack());
        build.ExitCode.ShouldBe(1);
        build.Output.ShouldContain($" !     {expected}");
        build.Output.ShouldEndWith(" !     Build failed: the python buildpack's compile step exited with code 1");
    }

    [Fact]
    public async Task Compile_VersionThatIsHere_IsTaken()
    {
        var version = (await platform.RunInSandboxAsync("python3", "-c", "import sys; print('%d.%d' % sys.version_info[:2])")).Trim();
        var source = new Archive().File("requirements.txt").File("runtime.txt", $"python-{version}.98765\n").Pack();
        var build = (await BuildAsync(source)).ShouldSucceed();
        build.Output.ShouldContain($"       Using Python {version}.");
        build.Output.ShouldContain($"       runtime.txt wants {version}.98765; this is the {version} that the platform has\n");
        build.Output.ShouldContain(" !     There is no Procfile, so nothing will run");
    }

    [Fact]
    public async Task Compile_PythonWithoutVenv_NamesThePackageThatIsMissing()
    {
        using var broken = new TemporaryFolder();
        File.SetUnixFileMode(broken.Path, (UnixFileMode)0b111_101_101);
        await File.WriteAllTextAsync(broken["python3"], """
            #!/bin/sh
            case "$*" in *ensurepip*) exit 1 ;; *) exec /usr/bin/python3 "$@" ;; esac
            """);
        File.SetUnixFileMode(broken["python3"], (UnixFileMode)0b111_101_101);
        File.Copy(broken["python3"], broken[$"python{(await platform.RunInSandboxAsync("python3", "-c", "import sys; print('%d.%d' % sys.version_info[:2])")).Trim()}"]);
        var sandbox = platform.NewSandbox();
        sandbox.Mounts[broken.Path] = "/broken";
        var build = await platform.BuildAsync(App("greeter"), environment: new() { ["PATH"] = "/broken:/usr/bin:/bin" }, sandbox: sandbox);
        build.ExitCode.ShouldBe(1);
        build.Output.ShouldContain(" !     Python's venv is not installed on this platform (Debian: apt-get install python3-venv)");
    }

    [Fact]
    public async Task Compile_PackageThatDoesNotExist_ShowsWhatPipSays()
    {
        var build = await BuildAsync(App("no-such-package==7"));
        build.ExitCode.ShouldBe(1);
        build.Output.ShouldContain("No matching distribution found for no-such-package==7");
        build.Output.ShouldEndWith(" !     Build failed: the python buildpack's compile step exited with code 1");
    }

    [Fact]
    public async Task Compile_PipfileLock_IsInstalledAsLocked()
    {
        _index.Add("greeter", "3.0", "raise SystemExit('too new')\n", ("greet", "greet"));
        var source = new Archive().File("Procfile", "web: greet").File("Pipfile", "[packages]\ngreeter = '*'\n").File("Pipfile.lock", """
            { "_meta": { "requires": {}, "sources": [ { "name": "pypi", "url": "http://127.0.0.1:9/never-asked", "verify_ssl": true } ] },
              "default": { "greeter": { "version": "==1.0", "markers": "python_version >= '3.0'" } }, "develop": {} }
            """).Pack();
        var build = (await BuildAsync(source)).ShouldSucceed();
        build.Output.ShouldContain("-----> Installing the packages of Pipfile.lock");
        (await platform.RunAsync(build.Slug, [], "start", "web")).ShouldBe((0, "hello from 1.0"));
    }

    [Fact]
    public async Task Compile_PyprojectDependencies_AreInstalled()
    {
        var source = new Archive().File("Procfile", "web: greet")
            .File("pyproject.toml", "[project]\nname = \"x\"\nversion = \"1\"\nrequires-python = \">=3.8\"\ndependencies = [\"greeter<2\"]\n").Pack();
        var build = (await BuildAsync(source)).ShouldSucceed();
        (await platform.RunAsync(build.Slug, [], "start", "web")).ShouldBe((0, "hello from 1.0"));
    }

    [Theory]
    [InlineData("Pipfile", "[packages]", "there is a Pipfile but no Pipfile.lock: run pipenv lock, then commit both")]
    [InlineData("Pipfile.lock", "{}", "Pipfile.lock cannot be read; make it anew with: pipenv lock")]
    [InlineData("Pipfile.lock", """{ "default": { "x": { "git": "https://example.org/x" } } }""", "x does not come from a package index; write a requirements.txt")]
    [InlineData("setup.py", "", "a setup.py alone does not say what to install: add a requirements.txt")]
    [InlineData("pyproject.toml", "[project]\nname = \"x\"\nrequires-python = \">=3.99\"", "pyproject.toml requires Python >=3.99, this is 3.")]
    [InlineData("pyproject.toml", "[tool.poetry]\nname = \"x\"", "does not list the dependencies in its [project] table; export them to a requirements.txt")]
    [InlineData("pyproject.toml", "[project]\nname = ", "pyproject.toml: Invalid value")]
    [InlineData("requirements.txt", "-r other.txt", "other.txt is named by a requirements file, but it is not in the repository")]
    public async Task Compile_SourceOfPackagesThatCannotBeUsed_SaysWhatToDo(string file, string content, string expected)
    {
        var build = await BuildAsync(new Archive().File(file, content).Pack());
        build.ExitCode.ShouldBe(1);
        build.Output.ShouldContain(expected);
    }

    [Fact]
    public async Task Compile_Django_CollectsStaticFilesUnlessToldNotTo()
    {
        _index.Add("django", "5.0", "");
        byte[] Source(string manage) => new Archive().File("Procfile", "web: true").File("requirements.txt", "django").File("manage.py", manage).Pack();
        var collecting = Source("import os, sys\nprint(sys.argv[1:], os.environ['COLOUR'])\nopen('collected', 'w')\n");
        var build = (await BuildAsync(collecting, config: ("COLOUR", "blue"))).ShouldSucceed();
        build.Output.ShouldContain("-----> $ python manage.py collectstatic --noinput\n       ['collectstatic', '--noinput'] blue\n");
        (await platform.RunAsync(build.Slug, [], "ls collected")).ExitCode.ShouldBe(0);

        var failing = Source("raise SystemExit('no STATIC_ROOT')");
        var failed = await BuildAsync(failing);
        failed.ExitCode.ShouldBe(1);
        failed.Output.ShouldContain("no STATIC_ROOT");
        failed.Output.ShouldContain("deis config:set DISABLE_COLLECTSTATIC=1");
        (await BuildAsync(failing, config: ("DISABLE_COLLECTSTATIC", "1"))).ShouldSucceed();
    }

    [Fact]
    public async Task Compile_PasswordOfTheIndex_IsNowhereToBeSeen()
    {
        var source = new Archive().File("Procfile", "web: true").File("requirements.txt", "greeter")
            .Script("bin/post-compile", "#!/bin/sh\ncat /proc/[0-9]*/cmdline | tr '\\0' ' '\n").Pack();
        var build = (await BuildAsync(source, "python/secret")).ShouldSucceed();
        build.Output.ShouldNotContain(Password);
        platform.Store.Unpacked(build.Slug).ShouldNotContain(Password);
        platform.Store.Unpacked("python/secret").ShouldNotContain(Password);
    }

    private static byte[] App(string requirement) =>
        new Archive().File("Procfile", "web: greet").File("requirements.txt", $"# what it needs\n{requirement}\n").Pack();

    private async Task<Build> BuildAsync(byte[] source, string? cache = null, (string Name, string Value)? config = null)
    {
        using var settings = new ConfigFolder([("PIP_INDEX_URL", _index.Url), .. config is { } one ? [one] : ((string, string)[])[]]);
        return await platform.BuildAsync(source, cache, sandbox: settings.In(platform.NewSandbox()));
    }
}
