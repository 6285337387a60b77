using Deis.SshGateway.Tests.Support;

namespace Deis.SshGateway.Tests.Sessions;

/// <summary>Who gets in, and to what.</summary>
[Collection(GatewayCollection.Name)]
public sealed class AccessTests(GatewayFixture gateway) : IDisposable
{
    private readonly Developer _alice = new(gateway);

    [RootTheory]
    [InlineData("-t ed25519")]
    [InlineData("-t rsa -b 2048")]
    [InlineData("-t ecdsa -b 256")]
    [InlineData("-t ecdsa -b 521")]
    public async Task Push_AnyModernKey_IsAccepted(string keyKind)
    {
        using Developer bob = new(gateway, keyKind);
        var app = bob.CreateApp();
        bob.Commit();

        var push = await bob.PushAsync(app);

        push.ExitCode.ShouldBe(0, push.ToString());
    }

    [RootTheory]
    [InlineData("rsa-sha2-256", true)]
    [InlineData("rsa-sha2-512", true)]
    [InlineData("ssh-rsa", false)]
    public async Task RsaKey_SignsWithSha2Only(string algorithm, bool isAccepted)
    {
        using Developer bob = new(gateway, "-t rsa -b 2048");

        var session = await bob.SshAsync(["-o", $"PubkeyAcceptedAlgorithms={algorithm}"], ["ping"]);

        session.Output.ShouldBe(isAccepted ? "pong" : "");
        session.ExitCode.ShouldBe(isAccepted ? 0 : 255, session.ToString());
    }

    [RootFact]
    public async Task RsaKey_Short_IsDenied()
    {
        using Developer bob = new(gateway, "-t rsa -b 1024");

        (await bob.SshAsync([], ["ping"])).Errors.ShouldContain("Permission denied (publickey).");
    }

    [RootFact]
    public async Task Push_UnknownKey_IsDenied()
    {
        using Developer stranger = new(gateway, isKnown: false);
        stranger.Commit();

        var push = await stranger.PushAsync("app");

        push.ExitCode.ShouldBe(128);
        push.Errors.ShouldContain("Permission denied (publickey).");
    }

    [RootTheory]
    [InlineData("push")]
    [InlineData("clone")]
    public async Task ForeignApp_GetsTheAnswerAndTheWorkOfAMissingOne(string operation)
    {
        using Developer bob = new(gateway);
        var foreign = bob.CreateApp();
        var missing = $"app-{Guid.NewGuid():N}";
        _alice.Commit();

        var (toForeign, foreignWork) = await AskAsync(foreign);
        var (toMissing, missingWork) = await AskAsync(missing);

        toForeign.ExitCode.ShouldBe(128);
        toForeign.Errors.ShouldContain($"fatal: remote error: App {foreign} does not exist, or you have no access to it.");
        toMissing.ShouldBe(toForeign with { Errors = toForeign.Errors.Replace(foreign, missing, StringComparison.Ordinal) });
        missingWork.ShouldBe(foreignWork);
        Directory.Exists(Path.Combine(gateway.Paths.Repositories, $"{foreign}.git")).ShouldBeFalse();

        async Task<(CommandResult Answer, int Lookups)> AskAsync(string app)
        {
            var before = gateway.Platform.Lookups.GetValueOrDefault(_alice.Fingerprint);
            var answer = operation == "push" ? await _alice.PushAsync(app) : await _alice.CloneAsync(app);
            return (answer, gateway.Platform.Lookups[_alice.Fingerprint] - before);
        }
    }

    [RootFact]
    public async Task Push_PartOfAnOwnAppsName_IsRefused()
    {
        var app = _alice.CreateApp();
        _alice.Commit();

        (await _alice.PushAsync(app[..10])).Errors.ShouldContain("does not exist, or you have no access to it.");
    }

    [RootFact]
    public async Task Clone_OwnApp_BringsWhatWasPushed()
    {
        var app = _alice.CreateApp();
        _alice.Commit("index.html", "hello clone");
        await _alice.PushAsync(app);

        var clone = await _alice.CloneAsync(app);

        clone.ExitCode.ShouldBe(0, clone.ToString());
        File.ReadAllText(Path.Combine(_alice.ClonePath, "index.html")).ShouldBe("hello clone");
    }

    [RootFact]
    public async Task Clone_NeverPushedApp_IsEmpty()
    {
        var clone = await _alice.CloneAsync(_alice.CreateApp());

        clone.ExitCode.ShouldBe(0, clone.ToString());
        clone.Errors.ShouldContain("empty repository");
    }

    [RootFact]
    public async Task Clone_ForeignApp_IsRefused()
    {
        using Developer bob = new(gateway);
        var app = bob.CreateApp();
        bob.Commit();
        await bob.PushAsync(app);

        var clone = await _alice.CloneAsync(app);

        clone.ExitCode.ShouldBe(128);
        clone.Errors.ShouldContain("does not exist, or you have no access to it.");
    }

    [RootFact]
    public async Task Repository_Removed_CanBePushedAnew()
    {
        var app = _alice.CreateApp();
        var sha = _alice.Commit();
        await _alice.PushAsync(app);

        gateway.Gateway.RemoveRepository(app);
        Directory.Exists(Path.Combine(gateway.Paths.Repositories, $"{app}.git")).ShouldBeFalse();

        (await _alice.PushAsync(app)).ExitCode.ShouldBe(0);
        gateway.Branch(_alice, app).ShouldBe(sha);
    }

    public void Dispose() => _alice.Dispose();
}
