using Deis.SshGateway.Tests.Support;

namespace Deis.SshGateway.Tests.Sessions;

/// <summary>Everything of SSH that is not git is shut.</summary>
[Collection(GatewayCollection.Name)]
public sealed class LockdownTests(GatewayFixture gateway) : IDisposable
{
    // Debian 12's ssh-audit is older than these: OpenSSH's default post-quantum exchange, and the marker of its defence against Terrapin.
    private static readonly string[] _newerThanTheAuditor = ["sntrup761x25519-sha512@openssh.com", "kex-strict-s-v00@openssh.com"];

    private readonly Developer _alice = new(gateway);

    [RootFact]
    public async Task Ping_IsAnswered() => (await _alice.SshAsync([], ["ping"])).ShouldBe(new CommandResult(0, "pong", ""));

    [RootTheory]
    [InlineData("id")]
    [InlineData("bash -i")]
    [InlineData("git-receive-pack")]
    [InlineData("git-receive-pack ''")]
    [InlineData("git-receive-pack '../../etc'")]
    [InlineData("git-receive-pack '/srv/git/app.git'")]
    [InlineData("git-receive-pack 'app.git'; id")]
    [InlineData("git-receive-pack 'app.git'\nid")]
    [InlineData("git-receive-pack 'a\nb.git'")]
    [InlineData("git-receive-pack 'a b.git'")]
    [InlineData("git-receive-pack 'app\\0.git'")]
    [InlineData("git-receive-pack 'app%00.git'")]
    [InlineData("git-receive-pack 'app''.git'")]
    [InlineData("git-receive-pack \"app.git\"")]
    [InlineData("git-receive-pack '$HOME.git'")]
    [InlineData("git-receive-pack '`id`.git'")]
    [InlineData("git-receive-pack 'zoë.git'")]
    [InlineData("git-receive-pack 'аpp.git'")]
    [InlineData("git-receive-pack '.unfinished'")]
    [InlineData("git-receive-pack '--upload-pack=id'")]
    [InlineData("git-upload-pack '..%2f..%2fetc.git'")]
    [InlineData("git-receive-pack \"$(id)\"")]
    [InlineData("git-upload-archive 'app.git'")]
    [InlineData("git-shell -c id")]
    [InlineData("scp -t /tmp")]
    public async Task Exec_AnythingElse_IsRefused(string command)
    {
        var session = await _alice.SshAsync([], [command]);

        session.ExitCode.ShouldBe(1, session.ToString());
        session.Output.ShouldBeEmpty();
        session.Errors.ShouldContain("This command is refused. Only git push, git fetch and git clone of an app work here");
    }

    [RootTheory]
    [InlineData(64)]
    [InlineData(100_000)]
    public async Task Exec_NameTooLong_IsRefused(int length)
    {
        var session = await _alice.SshAsync([], [$"git-receive-pack '{new string('a', length)}.git'"]);

        session.ExitCode.ShouldBe(1, session.ToString());
        session.Output.ShouldBeEmpty();
    }

    [RootFact]
    public async Task Shell_IsRefused()
    {
        var session = await _alice.SshAsync(["-T"], [], "id\n");

        session.ExitCode.ShouldBe(1, session.ToString());
        session.Output.ShouldBeEmpty();
        session.Errors.ShouldContain("There is no shell here");
    }

    [RootFact]
    public async Task Terminal_IsRefused()
    {
        var session = await _alice.SshAsync(["-tt"], ["ping"]);

        session.Errors.ShouldContain("PTY allocation request failed");
    }

    [RootFact]
    public async Task Sftp_IsRefused()
    {
        var session = await _alice.SshAsync(["-s"], ["sftp"]);

        session.ExitCode.ShouldNotBe(0);
        session.Errors.ShouldContain("subsystem request failed");
    }

    [RootFact]
    public async Task OtherUser_IsDenied()
    {
        var session = await _alice.SshAsync(["-l", "root"], ["ping"]);

        session.Errors.ShouldContain("Permission denied (publickey).");
    }

    [RootFact]
    public async Task Machine_GetsNoAccount() => (await File.ReadAllLinesAsync("/etc/passwd")).ShouldNotContain(line => line.Contains(gateway.Paths.Repositories, StringComparison.Ordinal));

    [RootFact]
    public async Task Algorithms_SshAudit_HasNothingToSay()
    {
        using var audit = _alice.Start("ssh-audit", ["--no-colors", "-p", $"{gateway.Options.SshPort}", "127.0.0.1"]);

        var report = await audit.EndAsync(CancellationToken.None);

        report.Output.ShouldContain("(kex)");
        report.Output.Split('\n')
            .Where(line => line.Contains("[fail]", StringComparison.Ordinal) || line.Contains("[warn]", StringComparison.Ordinal))
            .Where(line => !_newerThanTheAuditor.Any(name => line.Contains(name, StringComparison.Ordinal)))
            .ShouldBeEmpty();
    }

    public void Dispose() => _alice.Dispose();
}
