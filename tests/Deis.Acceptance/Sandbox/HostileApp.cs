using System.Net.Http.Json;
using System.Text;
using Deis.Acceptance.Driving;

namespace Deis.Acceptance.Sandbox;

/// <summary>An app that does what it is told by a request, another app beside it, and what the hostile one saw while it was built.</summary>
public sealed class HostileApp(PlatformFixture fixture) : IAsyncLifetime
{
    /// <summary>A configuration value of the other app.</summary>
    public const string VictimsSecret = "v1ctims-s3cret-value";

    /// <summary>What a one-off command of the hostile app may take, in MB.</summary>
    public const int CommandMemory = 512;

    /// <summary>Prints what a sandbox can see at all: variables, what every process shows of itself, and files.</summary>
    public const string LookAround = "env; cat /proc/[0-9]*/{environ,cmdline} 2>/dev/null | tr '\\0' '\\n'; grep -rsahE 'key|secret|token|password' /etc /run /dev/shm /tmp /app";

    // Runs a script that comes in the query and says what it wrote.
    private const string Server =
        """
        const { execFile } = require('child_process');
        process.env.LIFE = require('crypto').randomUUID();
        require('http').createServer((request, response) => {
          const script = Buffer.from(request.url.slice(2), 'base64url').toString();
          execFile('bash', ['-c', script], { maxBuffer: 1 << 26 }, (error, out, err) => response.end(out + err));
        }).listen(process.env.PORT);
        """;

    private const string Victim =
        """
        const life = require('crypto').randomUUID();
        require('http').createServer((request, response) => response.end(request.url === '/life' ? life : process.env.PORT)).listen(process.env.PORT, '127.0.0.1');
        """;

    /// <summary>The hostile app.</summary>
    public Workspace App { get; private set; } = null!;

    /// <summary>Everything that its build could see.</summary>
    public string SeenByBuild { get; private set; } = "";

    /// <summary>Everything that its process can see.</summary>
    public string SeenByProcess { get; private set; } = "";

    /// <summary>The port of the other app.</summary>
    public string VictimPort { get; private set; } = "";

    private string _lives = "";

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        var victim = await fixture.Alice.CreateAppAsync("procfile-only", "victim");
        await victim.WriteAsync("server.js", Victim);
        (await victim.PushAsync()).ShouldSucceed();
        (await victim.DeisAsync("config:set", $"VICTIM={VictimsSecret}")).ShouldSucceed();
        VictimPort = await victim.GetAsync();

        App = await fixture.Alice.CreateAppAsync("procfile-only", "hostile");
        await App.WriteAsync("server.js", Server);
        await App.WriteAsync("package.json", """{"name":"hostile","version":"1.0.0","private":true,"scripts":{"build":"bash look.sh","start":"node server.js"}}""");
        await App.WriteAsync("look.sh", LookAround);
        var push = (await App.PushAsync()).ShouldSucceed();
        SeenByBuild = push.All;
        using var limit = JsonContent.Create(new { memory = new { run = $"{CommandMemory}M" } });
        (await fixture.Alice.CallAsync(HttpMethod.Post, "/v2/apps/hostile/config/", limit)).Status.ShouldBe(201);
        // An attempt goes through every folder that an app sees. From a cold disk that can take a minute, longer than a request may.
        (await Command.RunAsync("find", ["/usr", "-name", "victim*"], "/")).ShouldSucceed();
        SeenByProcess = await TryAsync(LookAround);
        _lives = await LivesAsync();
    }

    /// <summary>Fails when one of the two processes does not serve, or not since the beginning.</summary>
    public async Task NobodyWasHarmedAsync() => (await LivesAsync()).ShouldBe(_lives, "both processes are the first ones");

    /// <summary>Runs a script in the process of the hostile app. Names in braces are filled in.</summary>
    public Task<string> TryAsync(string script)
    {
        var text = Convert.ToBase64String(Encoding.UTF8.GetBytes(Fill(script))).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        return App.GetAsync($"/?{text}");
    }

    /// <summary>A script with the names in braces filled in.</summary>
    public string Fill(string script) => script
        .Replace("{STATE}", fixture.Platform.State, StringComparison.Ordinal)
        .Replace("{PORT}", $"{fixture.Platform.Port}", StringComparison.Ordinal)
        .Replace("{PID}", $"{fixture.Platform.Pid}", StringComparison.Ordinal)
        .Replace("{VICTIM_PORT}", VictimPort, StringComparison.Ordinal);

    /// <inheritdoc />
    public Task DisposeAsync() => Task.CompletedTask;

    private async Task<string> LivesAsync() => await fixture.Platform.GetTextAsync("victim", "/life") + await TryAsync("echo $LIFE");
}
