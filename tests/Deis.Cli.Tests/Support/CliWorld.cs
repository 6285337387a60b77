using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using Deis.Cli.Tests.Contract;

namespace Deis.Cli.Tests.Support;

/// <summary>A user's machine for one test: a home folder, a folder to work in, the binary, and a controller.</summary>
public sealed class CliWorld : IAsyncDisposable
{
    /// <summary>The client under test.</summary>
    public static readonly string Binary = Path.Combine(AppContext.BaseDirectory, "deis");

    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("deis-cli-");

    private CliWorld(ContractServer server)
    {
        Server = server;
        Home = root.CreateSubdirectory("home").FullName;
        // Without remotes the folder's name is the app.
        Folder = root.CreateSubdirectory("Peachy-Waxworks").FullName;
    }

    public ContractServer Server { get; }

    public string Home { get; }

    /// <summary>The current folder of the runs.</summary>
    public string Folder { get; }

    public string ProfilePath => Path.Combine(Home, ".deis", "client.json");

    /// <summary>Environment of the runs beside HOME and PATH.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>A machine where nobody is logged in.</summary>
    /// <param name="certificate">The controller speaks HTTPS with it.</param>
    public static async Task<CliWorld> StartAsync(X509Certificate2? certificate = null) =>
        new(await ContractServer.StartAsync(certificate));

    /// <summary>A machine where bob is logged in.</summary>
    public static async Task<CliWorld> LoggedInAsync(string? builderUrl = null)
    {
        var world = await StartAsync();
        world.WriteProfile(world.ProfilePath, builderUrl: builderUrl);
        return world;
    }

    /// <summary>Writes a profile of bob's as the client does.</summary>
    public void WriteProfile(string path, string? controller = null, int limit = 0, string? builderUrl = null)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var builder = builderUrl is null ? "" : $$""","builder_url":"{{builderUrl}}" """.TrimEnd();
        File.WriteAllText(path, $$"""
            {"username":"bob","ssl_verify":true,"controller":"{{controller ?? Server.Url}}","token":"{{ContractServer.Token}}","response_limit":{{limit}}{{builder}}}
            """);
    }

    /// <summary>Runs the binary to its end.</summary>
    public async Task<DeisResult> RunAsync(params string[] arguments) => await RunWithInputAsync("", arguments);

    /// <summary>Runs the binary to its end with standard input.</summary>
    public async Task<DeisResult> RunWithInputAsync(string input, params string[] arguments)
    {
        await using var running = Start(arguments);
        await running.TypeAsync(input);
        return await running.EndAsync();
    }

    /// <summary>Starts the binary.</summary>
    public RunningDeis Start(params string[] arguments) => RunningDeis.Start(Prepare(new ProcessStartInfo(Binary, arguments)));

    /// <summary>Starts the binary on a terminal of its own, from the shell; more commands may follow after a semicolon.</summary>
    /// <remarks>The trap: Ctrl-C reaches the shell too, and some shells (dash) die of it before the next command.</remarks>
    public RunningDeis StartOnTerminal(string arguments) => StartProgramOnTerminal($"trap : INT; {Binary} {arguments}");

    /// <summary>Starts a line of the shell on a terminal of its own.</summary>
    public RunningDeis StartProgramOnTerminal(string line) =>
        RunningDeis.Start(Prepare(new ProcessStartInfo("script", ["-qefc", line, "/dev/null"])));

    /// <summary>Runs git in the folder.</summary>
    public async Task<string> GitAsync(params string[] arguments) => await ToolAsync("git", arguments);

    /// <summary>Runs a program in the folder; it must succeed.</summary>
    public async Task<string> ToolAsync(string program, params string[] arguments)
    {
        await using var running = RunningDeis.Start(Prepare(new ProcessStartInfo(program, arguments)));
        var result = await running.EndAsync();
        result.ExitCode.ShouldBe(0, result.Error);
        return result.Output;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        root.Delete(recursive: true);
    }

    private ProcessStartInfo Prepare(ProcessStartInfo start)
    {
        start.WorkingDirectory = Folder;
        start.Environment["HOME"] = Home;
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_CEILING_DIRECTORIES"] = root.FullName;
        foreach (var name in new[] { "DEIS_PROFILE", "DEIS_DRINK_OF_CHOICE", "NO_COLOR" })
            start.Environment.Remove(name);
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        return start;
    }
}
