using System.Globalization;
using System.Net;

namespace Deis.Local.Startup;

/// <summary>What a newcomer would do by hand: register an admin, add an SSH key, push the sample app. All with the real programs; each step is
/// left out when an earlier start has done it.</summary>
internal sealed class FirstRun(LocalOptions options, StateFolder state, Screen screen, TimeProvider clock)
{
    private const string Admin = "admin";
    private const string App = "hello-node";

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FormerPushLimit = TimeSpan.FromSeconds(90);

    /// <summary>The sample as users reach it.</summary>
    public string AppUrl => $"http://{App}.{LocalOptions.Domain}:{options.Port}";

    /// <summary>A file for <c>source</c> that makes a shell the admin's.</summary>
    public string EnvironmentFile => Path.Combine(state.Admin, "env");

    /// <summary>Where the admin's password is.</summary>
    public string PasswordFile => state.SecretFile("admin-password");

    private string Deis => Path.Combine(options.Install, "bin", "deis");

    private string Key => Path.Combine(state.Admin, "id_ed25519");

    private Dictionary<string, string> Environment => new()
    {
        ["PATH"] = $"{Path.Combine(options.Install, "bin")}:{System.Environment.GetEnvironmentVariable("PATH")}",
        ["DEIS_PROFILE"] = Path.Combine(state.Admin, "client.json"),
        ["GIT_SSH_COMMAND"] =
            $"ssh -i {Key} -o IdentitiesOnly=yes -o StrictHostKeyChecking=accept-new -o UserKnownHostsFile={Path.Combine(state.Admin, "known_hosts")} -o LogLevel=ERROR",
    };

    /// <summary>Registers the admin, when nobody has yet, and writes what a shell needs.</summary>
    public async Task EnsureAdminAsync(CancellationToken cancellationToken)
    {
        var tool = new Tool(state.Admin, Environment);
        StateFolder.WritePrivate(
            EnvironmentFile,
            string.Concat(Environment.Select(entry => entry.Key == "PATH"
                ? $"export PATH='{Path.Combine(options.Install, "bin")}':\"$PATH\"\n"
                : $"export {entry.Key}='{entry.Value}'\n")));
        var done = Path.Combine(state.Admin, "registered");
        if (File.Exists(done))
        {
            return;
        }

        screen.Step("Registering the admin");
        var password = await File.ReadAllTextAsync(PasswordFile, cancellationToken);
        if (!File.Exists(Key))
        {
            await tool.RunAsync(null, null, "ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "admin@deis", "-f", Key], cancellationToken);
        }

        // A start that was cut off here has registered already; then only the login is missing.
        try
        {
            await tool.RunAsync(
                null, $"{password}\n{password}\n", Deis, ["register", options.ControllerUrl, $"--username={Admin}", "--email=admin@example.org"], cancellationToken);
        }
        catch (LocalException failure) when (failure.Advice.Contains("already exists", StringComparison.Ordinal))
        {
            await tool.RunAsync(null, $"{password}\n", Deis, ["login", options.ControllerUrl, $"--username={Admin}"], cancellationToken);
        }

        try
        {
            await tool.RunAsync(null, null, Deis, ["keys:add", $"{Key}.pub"], cancellationToken);
        }
        catch (LocalException failure) when (failure.Advice.Contains("already", StringComparison.Ordinal))
        {
            screen.Note("the SSH key is there already");
        }

        await File.WriteAllTextAsync(done, "", cancellationToken);
    }

    /// <summary>Pushes the sample, when it is not there yet, and waits until it answers.</summary>
    public async Task EnsureSampleAsync(CancellationToken cancellationToken)
    {
        var folder = Path.Combine(state.Admin, App);
        var tool = new Tool(state.Admin, Environment);
        var apps = await tool.RunAsync(null, null, Deis, ["apps"], cancellationToken);
        if (!await AnswersAsync(cancellationToken))
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            await tool.RunAsync(null, null, "cp", ["-r", Path.Combine(options.Samples, App), folder], cancellationToken);
            await PushAsync(new Tool(folder, Environment), apps.Split('\n').Contains(App), cancellationToken);
        }

        if (!await AnswersWithinAsync(AnswerLimit, cancellationToken))
        {
            throw new LocalException($"{AppUrl} does not answer.", $"Look at its log: source {EnvironmentFile}; deis logs -a {App}");
        }
    }

    private async Task PushAsync(Tool tool, bool exists, CancellationToken cancellationToken)
    {
        string[] author = ["-c", "user.name=Admin", "-c", "user.email=admin@example.org"];
        await tool.RunAsync(null, null, "git", ["init", "-q", "-b", "master"], cancellationToken);
        await tool.RunAsync(null, null, "git", ["add", "-A"], cancellationToken);
        await tool.RunAsync(null, null, "git", [.. author, "commit", "-q", "-m", "Hello"], cancellationToken);
        screen.Step($"deis create {App}");
        string[] create = exists ? ["git:remote", "-a", App] : ["create", App];
        await tool.RunAsync(null, null, Deis, create, cancellationToken);
        screen.Step("git push deis master");
        try
        {
            await tool.RunAsync(screen.Output, null, "git", ["push", "--force", "deis", "master"], cancellationToken);
        }
        catch (LocalException failure) when (failure.Advice.Contains("Another git push is ongoing", StringComparison.Ordinal))
        {
            // A start that was cut off: its push has outlived it and finishes now that the platform is back, or gives up.
            screen.Note("the push of an earlier start is still going on; waiting for it");
            if (!await AnswersWithinAsync(FormerPushLimit, cancellationToken))
            {
                await tool.RunAsync(screen.Output, null, "git", ["push", "--force", "deis", "master"], cancellationToken);
            }
        }
    }

    private async Task<bool> AnswersWithinAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        while (!await AnswersAsync(cancellationToken))
        {
            if (clock.GetElapsedTime(started) > limit)
            {
                return false;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), clock, cancellationToken);
        }

        return true;
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        using var request = new HttpRequestMessage(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{options.Port}/"));
        request.Headers.Host = $"{App}.{LocalOptions.Domain}";
        try
        {
            using var response = await client.SendAsync(request, cancellationToken);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
