using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Deis.TestSupport;

namespace Deis.Acceptance.Driving;

/// <summary>The whole platform on this machine, started as <c>./run</c> starts it, on free ports and with a state folder of its own.</summary>
public sealed class Platform : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StopLimit = TimeSpan.FromMinutes(1);

    private readonly StringBuilder _output = new();
    private Process? _process;

    /// <summary>Port of the router.</summary>
    public int Port { get; } = FreePort.Find();

    /// <summary>Port of the router for HTTPS.</summary>
    public int HttpsPort { get; } = FreePort.Find();

    /// <summary>Port of sshd.</summary>
    public int SshPort { get; } = FreePort.Find();

    /// <summary>The state folder. Not below the temporary folder's private parts: PostgreSQL runs as another user and must reach it.</summary>
    public string State { get; } = Directory.CreateDirectory($"/var/tmp/deis-acceptance-{Guid.NewGuid():N}"[..36]).FullName;

    /// <summary>Variables that it is started with, beside those of this process.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>The API as users reach it.</summary>
    public string Controller => $"http://deis.localhost:{Port}";

    /// <summary>Process id of the platform.</summary>
    public int Pid => _process!.Id;

    /// <summary>Whether this machine has control groups for the limits of apps; the platform's log says so.</summary>
    public bool KeepsLimitsByControlGroups => Directory.EnumerateFiles(Path.Combine(State, "log"))
        .SelectMany(File.ReadLines)
        .Any(line => line.Contains("Limits of apps are kept by", StringComparison.Ordinal) && !line.Contains("no control groups", StringComparison.Ordinal));

    /// <summary>Everything the platform printed.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts it and waits until it says that it runs.</summary>
    public async Task StartAsync()
    {
        lock (_output)
        {
            _output.Clear();
        }

        var process = Command.Start(
            Path.Combine(Repository.Install, "local", "deis-local"),
            [
                "--install", Repository.Install,
                "--samples", Path.Combine(Repository.Root, "samples"),
                "--state", State,
                "--port", Port.ToString(CultureInfo.InvariantCulture),
                "--https-port", HttpsPort.ToString(CultureInfo.InvariantCulture),
                "--ssh-port", SshPort.ToString(CultureInfo.InvariantCulture),
                "--empty",
            ],
            Repository.Root,
            Environment);
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Wait.UntilAsync(
            () => Task.FromResult(process.HasExited || Output.Contains("Ctrl-C stops everything", StringComparison.Ordinal)),
            StartLimit,
            $"the platform runs:\n{Output}");
        process.HasExited.ShouldBeFalse(Output);
    }

    /// <summary>Kills it without a chance to tidy up.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Stops it as Ctrl-C does. Returns its exit code.</summary>
    public async Task<int> InterruptAsync()
    {
        await Command.RunAsync("kill", ["-INT", Pid.ToString(CultureInfo.InvariantCulture)], "/");
        using var limit = new CancellationTokenSource(StopLimit);
        await _process!.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>Asks the API, with one header.</summary>
    public async Task<ApiReply> CallAsync(HttpMethod method, string path, (string Name, string Value) header, HttpContent? body)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromMinutes(1) };
        using var request = new HttpRequestMessage(method, $"http://127.0.0.1:{Port}{path}") { Content = body };
        request.Headers.Host = $"deis.localhost:{Port}";
        request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        using var response = await client.SendAsync(request);
        return new ApiReply((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Folder of the app repositories.</summary>
    public string Repositories => Path.Combine(State, "gateway", "git");

    /// <summary>Folder of the object store.</summary>
    public string Objects => Path.Combine(State, "objects");

    /// <summary>What a push that is not finished, or was given up, keeps of an app.</summary>
    public IEnumerable<string> LeftoversOf(string app) =>
    [
        .. Directory.EnumerateFileSystemEntries(Path.Combine(Repositories, $"{app}.git"), "tmp_*", SearchOption.AllDirectories),
        .. Directory.EnumerateFileSystemEntries(Path.Combine(Repositories, ".unfinished")),
        .. Directory.EnumerateFileSystemEntries(Path.Combine(Objects, "incoming")),
    ];

    /// <summary>Asks for a page of an app; redirections are not followed.</summary>
    public async Task<HttpResponseMessage> GetAsync(string app, string path = "/", string accept = "*/*")
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(30) };
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{Port}{path}");
        request.Headers.Host = $"{app}.localhost:{Port}";
        request.Headers.TryAddWithoutValidation("Accept", accept);
        return await client.SendAsync(request);
    }

    /// <summary>The text of a page of an app; fails unless the status is 200.</summary>
    public async Task<string> GetTextAsync(string app, string path = "/")
    {
        using var response = await GetAsync(app, path);
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return text;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await InterruptAsync();
        }

        _process?.Dispose();
        if (Directory.Exists(State))
        {
            Directory.Delete(State, recursive: true);
        }
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            lock (_output)
            {
                _output.AppendLine(line);
            }
        }
    }
}
