using System.Globalization;
using System.Text.Json;

namespace Deis.Acceptance.Driving;

/// <summary>Somebody at a terminal: a home folder, an SSH key, the real <c>deis</c>, <c>git</c> and <c>ssh</c>.</summary>
public sealed class Person : IDisposable
{
    private readonly Platform _platform;

    private Person(Platform platform, string name)
    {
        _platform = platform;
        Name = name;
        Home = Directory.CreateTempSubdirectory($"deis-{name}-").FullName;
    }

    /// <summary>User name on the platform.</summary>
    public string Name { get; }

    /// <summary>The home folder.</summary>
    public string Home { get; }

    /// <summary>Password on the platform.</summary>
    public string Password => $"pass-of-{Name}";

    private Dictionary<string, string> Environment => new()
    {
        ["HOME"] = Home,
        ["PATH"] = $"{Path.Combine(Repository.Install, "bin")}:{System.Environment.GetEnvironmentVariable("PATH")}",
        ["GIT_CONFIG_GLOBAL"] = Path.Combine(Home, ".gitconfig"),
        ["GIT_SSH_COMMAND"] =
            $"ssh -i {Home}/.ssh/id_ed25519 -o IdentitiesOnly=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile={Home}/.ssh/known_hosts -o LogLevel=ERROR",
        ["GIT_AUTHOR_NAME"] = Name,
        ["GIT_AUTHOR_EMAIL"] = $"{Name}@example.org",
        ["GIT_COMMITTER_NAME"] = Name,
        ["GIT_COMMITTER_EMAIL"] = $"{Name}@example.org",
        ["DEIS_PROFILE"] = "client",
    };

    /// <summary>Registers somebody new who has an SSH key.</summary>
    public static async Task<Person> RegisterAsync(Platform platform, string name)
    {
        var person = new Person(platform, name);
        Directory.CreateDirectory(Path.Combine(person.Home, ".ssh"));
        (await person.RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", $"{name}@example.org", "-f", $"{person.Home}/.ssh/id_ed25519"))
            .ShouldSucceed();
        (await person.DeisAsync("register", platform.Controller, $"--username={name}", $"--password={person.Password}", $"--email={name}@example.org"))
            .ShouldSucceed().Output.ShouldContain($"Registered {name}");
        (await person.DeisAsync("keys:add", $"{person.Home}/.ssh/id_ed25519.pub")).ShouldSucceed();
        return person;
    }

    /// <summary>Types a <c>deis</c> command in the home folder.</summary>
    public Task<CommandResult> DeisAsync(params string[] arguments) => RunAsync("deis", arguments);

    /// <summary>Types any command in the home folder.</summary>
    public Task<CommandResult> RunAsync(string program, params string[] arguments) => Command.RunAsync(program, arguments, Home, Environment);

    /// <summary>Types a line of the shell in the home folder, and then what it asks for.</summary>
    public Task<CommandResult> TypeAsync(string line, string input) => Command.RunAsync("sh", ["-c", line], Home, Environment, input);

    /// <summary>Asks the API with this person's token.</summary>
    public async Task<ApiReply> CallAsync(HttpMethod method, string path, HttpContent? body = null) =>
        await _platform.CallAsync(method, path, ("Authorization", $"token {await TokenAsync()}"), body);

    /// <summary>The token that <c>deis</c> has been given.</summary>
    public async Task<string> TokenAsync() =>
        JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Home, ".deis", "client.json"))).RootElement.GetProperty("token").GetString()!;

    /// <summary>Runs a command over SSH with a key of this person.</summary>
    public Task<CommandResult> SshAsync(string key, params string[] command) => RunAsync(
        "ssh",
        [
            "-i", key, "-o", "IdentitiesOnly=yes", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR",
            "-p", _platform.SshPort.ToString(CultureInfo.InvariantCulture), "git@127.0.0.1", .. command,
        ]);

    /// <summary>Copies a sample, makes a repository and an app of it. The folder has the app's name.</summary>
    public async Task<Workspace> CreateAppAsync(string sample, string app)
    {
        var folder = Path.Combine(Home, app);
        (await RunAsync("cp", "-r", Repository.Sample(sample), folder)).ShouldSucceed();
        var workspace = new Workspace(_platform, app, folder, Environment);
        (await workspace.GitAsync("init", "-q", "-b", "master")).ShouldSucceed();
        (await workspace.DeisAsync("create", app)).ShouldSucceed().Output.ShouldContain($"created {app}");
        return workspace;
    }

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(Home, recursive: true);
}
