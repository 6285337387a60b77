using System.Text;
using Deis.TestSupport;

namespace Deis.SlugTools.Tests.Support;

/// <summary>Stands for the platform: a store, the published tool, sandboxes.</summary>
public sealed class Platform : IAsyncLifetime
{
    /// <summary>Apps under <c>samples/</c> of the repository.</summary>
    private static readonly string Samples = Path.Combine(FindRoot(), "samples");

    private readonly string _runner = Directory.CreateTempSubdirectory("deis-runner-").FullName;
    private ObjectStore? _store;
    private int _builds;

    internal ObjectStore Store => _store!;

    public async Task InitializeAsync()
    {
        _store = await ObjectStore.StartAsync();
        // The user of the sandbox may not be able to see the repository.
        File.SetUnixFileMode(_runner, (UnixFileMode)0b111_101_101);
        var published = Path.Combine(AppContext.BaseDirectory, "runner");
        foreach (var file in Directory.EnumerateFiles(published, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_runner, Path.GetRelativePath(published, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public async Task DisposeAsync()
    {
        await Store.DisposeAsync();
        Directory.Delete(_runner, recursive: true);
    }

    internal Sandbox NewSandbox() => new(_runner);

    internal static byte[] Sample(string name) => Archive.Of(Path.Combine(Samples, name));

    internal async Task<Build> BuildAsync(byte[] source, string? cache = null, Dictionary<string, string>? environment = null, Sandbox? sandbox = null)
    {
        var id = Interlocked.Increment(ref _builds);
        Store.Objects[$"{id}/source"] = source;
        var variables = new Dictionary<string, string>(environment ?? [])
        {
            ["TAR_URL"] = Store.Address($"{id}/source"),
            ["SLUG_PUT_URL"] = Store.Address($"{id}/slug"),
            ["PROCFILE_PUT_URL"] = Store.Address($"{id}/procfile"),
            ["SOURCE_VERSION"] = "1a2b3c4d",
        };
        if (cache is not null)
            variables["CACHE_GET_URL"] = variables["CACHE_PUT_URL"] = Store.Address(cache);

        sandbox ??= NewSandbox();
        sandbox.AsFirstProcess = true;
        await using var process = SandboxProcess.Start(sandbox.Command(variables, "/runner/build"));
        var exitCode = await process.EndAsync();
        Store.ShouldNotShowIn(process.Output);
        var procfile = Store.Objects.TryGetValue($"{id}/procfile", out var text) ? Encoding.UTF8.GetString(text) : null;
        return new Build(exitCode, process.Output, $"{id}/slug", procfile);
    }

    /// <summary>What a program of the machine writes, as sandboxes see it.</summary>
    internal async Task<string> RunInSandboxAsync(params string[] command)
    {
        await using var process = SandboxProcess.Start(NewSandbox().Command(new Dictionary<string, string>(), command));
        (await process.EndAsync()).ShouldBe(0, process.Output);
        return process.Output;
    }

    /// <summary>Starts <c>/runner/init</c> with a slug.</summary>
    internal SandboxProcess Init(string slug, Dictionary<string, string> environment, params string[] arguments) =>
        Init(NewSandbox(), slug, environment, arguments);

    internal SandboxProcess Init(Sandbox sandbox, string slug, Dictionary<string, string> environment, params string[] arguments)
    {
        var variables = new Dictionary<string, string>(environment) { ["SLUG_URL"] = Store.Address(slug), ["WORKFLOW_RELEASE"] = "v2" };
        return SandboxProcess.Start(sandbox.Command(variables, ["/runner/init", .. arguments]));
    }

    /// <summary>Runs one command with a slug to its end.</summary>
    internal async Task<(int ExitCode, string Output)> RunAsync(string slug, Dictionary<string, string> environment, params string[] arguments)
    {
        await using var process = Init(slug, environment, arguments);
        return (await process.EndAsync(), process.Output);
    }

    /// <summary>Starts a web process and waits until it answers.</summary>
    internal async Task<WebProcess> StartWebAsync(Build build, Dictionary<string, string>? environment = null)
    {
        var port = FreePort.Find();
        var variables = new Dictionary<string, string>(environment ?? []) { ["PORT"] = $"{port}" };
        var web = new WebProcess(Init(build.ShouldSucceed().Slug, variables, "start", "web"), port);
        await web.AnswersAsync();
        return web;
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!Directory.Exists(Path.Combine(folder, "samples")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        return folder;
    }
}
