using Deis.Acceptance.Driving;

namespace Deis.Acceptance.Ssh;

/// <summary>Who gets in over SSH, and what is left of those who go.</summary>
[Collection(SharedPlatform.Name)]
public class SshTests(PlatformFixture fixture)
{
    private const int Connections = 50;
    private const int UploadedBytes = 5_000_000;
    private const int ChangeBytes = 20_000_000;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_key_that_nobody_added_is_refused()
    {
        var key = Path.Combine(fixture.Alice.Home, "unknown");
        (await fixture.Alice.RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key)).ShouldSucceed();

        var stranger = await fixture.Alice.SshAsync(key, "ping");
        var alice = await fixture.Alice.SshAsync(Path.Combine(fixture.Alice.Home, ".ssh", "id_ed25519"), "ping");

        stranger.ShouldBe(new CommandResult(255, "", "git@127.0.0.1: Permission denied (publickey).\r\n"));
        alice.ShouldBe(new CommandResult(0, "pong", ""));
    }

    [Fact]
    public async Task An_app_of_somebody_else_looks_like_one_that_does_not_exist()
    {
        var app = await fixture.Alice.CreateAppAsync("procfile-only", "secret");
        (await app.PushAsync()).ShouldSucceed();
        using var mallory = await Person.RegisterAsync(fixture.Platform, "mallory");
        var own = await mallory.CreateAppAsync("procfile-only", "harmless");
        await own.CommitAsync();
        foreach (var operation in (string[])["push", "clone", "ls-remote"])
        {
            var foreign = await AskAsync(operation, "secret");
            var missing = await AskAsync(operation, "nosuch");

            foreign.ExitCode.ShouldBe(128, foreign.All);
            foreign.Error.ShouldContain("fatal: remote error: App secret does not exist, or you have no access to it.");
            missing.ShouldBe(foreign with { Error = foreign.Error.Replace("secret", "nosuch", StringComparison.Ordinal) });
        }

        (await app.RemoteHeadAsync()).ShouldBe(await app.HeadAsync());
        Directory.Exists(Path.Combine(fixture.Platform.Repositories, "nosuch.git")).ShouldBeFalse();

        async Task<CommandResult> AskAsync(string operation, string name)
        {
            var url = await own.UrlOfAsync(name);
            return await own.GitAsync(operation == "push" ? ["push", "-q", url, "master"] : [operation, "-q", url]);
        }
    }

    [Fact]
    public async Task Fifty_connections_at_once_are_served()
    {
        var app = await fixture.Alice.CreateAppAsync("procfile-only", "popular");
        (await app.PushAsync()).ShouldSucceed();

        var answers = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => app.GitAsync("ls-remote", "deis", "refs/heads/master")));

        var head = await app.HeadAsync();
        answers.ShouldAllBe(answer => answer.ExitCode == 0 && answer.Output.StartsWith(head));
    }

    [Fact]
    public async Task A_client_that_vanishes_in_the_middle_of_an_upload_leaves_nothing_and_keeps_no_lock()
    {
        var app = await fixture.Alice.CreateAppAsync("procfile-only", "vanishing");
        (await app.PushAsync()).ShouldSucceed();
        var before = await app.HeadAsync();
        await File.WriteAllBytesAsync(Path.Combine(app.Folder, "film"), System.Security.Cryptography.RandomNumberGenerator.GetBytes(ChangeBytes));
        await app.CommitAsync();
        using var push = app.StartGit(await StallingSshAsync(app), "push", "-q", "deis", "master");
        await Wait.UntilAsync(
            () => Task.FromResult(fixture.Platform.LeftoversOf("vanishing").Any(path => File.Exists(path) && new FileInfo(path).Length > UploadedBytes / 2)),
            Limit,
            "half of the upload has arrived");
        (await app.GitAsync("push", "deis", "master")).Error.ShouldMatch(@"Another git push is ongoing \(by alice, since \d+ s\)");

        push.Kill(entireProcessTree: true);

        await Wait.UntilAsync(() => Task.FromResult(!fixture.Platform.LeftoversOf("vanishing").Any()), Limit, "nothing is left of the upload");
        await Wait.UntilAsync(
            async () => (await Command.RunAsync("pgrep", ["-f", $"{fixture.Platform.Repositories}/vanishing.git"], "/")).Output.Length == 0,
            Limit,
            "no process is left of the upload");
        (await app.RemoteHeadAsync()).ShouldBe(before);
        (await app.GitAsync("reset", "-q", "--hard", before)).ShouldSucceed();
        (await app.PushAsync()).ShouldSucceed();
    }

    // An ssh that sends the first bytes, then nothing more, as on a line that hangs.
    private async Task<Dictionary<string, string>> StallingSshAsync(Workspace app)
    {
        var script = Path.Combine(fixture.Alice.Home, "stalling-ssh");
        await File.WriteAllTextAsync(script, $"#!/bin/sh\n{{ head -c {UploadedBytes}; exec sleep 600; }} | ssh \"$@\"\n");
        (await fixture.Alice.RunAsync("chmod", "+x", script)).ShouldSucceed();
        return new Dictionary<string, string>
        {
            ["GIT_SSH_COMMAND"] = script + app.Variable("GIT_SSH_COMMAND")["ssh".Length..],
            ["GIT_SSH_VARIANT"] = "ssh",
        };
    }
}
