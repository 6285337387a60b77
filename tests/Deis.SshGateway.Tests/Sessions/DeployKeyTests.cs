using Deis.SshGateway.Tests.Support;

namespace Deis.SshGateway.Tests.Sessions;

/// <summary>Keys that are good for one app.</summary>
[Collection(GatewayCollection.Name)]
public sealed class DeployKeyTests : IDisposable
{
    private const string Adder = "alice";

    private readonly GatewayFixture _gateway;
    private readonly Developer _machine;
    private readonly string _app = $"app-{Guid.NewGuid():N}";

    public DeployKeyTests(GatewayFixture gateway)
    {
        _gateway = gateway;
        _machine = new Developer(gateway, isKnown: false);
        gateway.Platform.AddDeployKey(_machine.Fingerprint, Adder, _app);
    }

    [RootFact]
    public async Task Push_ToItsApp_IsDeployedInTheNameOfWhoeverAddedIt()
    {
        var sha = _machine.Commit();

        var push = await _machine.PushAsync(_app);

        push.ExitCode.ShouldBe(0, push.ToString());
        ((string?)_gateway.Platform.Starts[_app]["receive_user"]).ShouldBe(Adder);
        _gateway.Branch(_machine, _app).ShouldBe(sha);
    }

    [RootTheory]
    [InlineData("push")]
    [InlineData("clone")]
    public async Task AnotherApp_IsRefusedWithTheReason(string operation)
    {
        using Developer alice = new(_gateway);
        var other = alice.CreateApp();
        _machine.Commit();

        var answer = operation == "push" ? await _machine.PushAsync(other) : await _machine.CloneAsync(other);

        answer.ExitCode.ShouldBe(128);
        answer.Errors.ShouldContain($"fatal: remote error: This is a deploy key of {_app}: it is good for no other app.");
        Directory.Exists(Path.Combine(_gateway.Paths.Repositories, $"{other}.git")).ShouldBeFalse();
    }

    [RootFact]
    public async Task Push_AfterItWasRemoved_IsDeniedAtOnce()
    {
        _machine.Commit();
        (await _machine.PushAsync(_app)).ExitCode.ShouldBe(0);

        _gateway.Platform.RemoveKey(_machine.Fingerprint);
        _machine.Commit("index.html", "again\n");

        (await _machine.PushAsync(_app)).Errors.ShouldContain("Permission denied (publickey).");
    }

    [RootFact]
    public async Task Push_WhenWhoeverAddedItHasNoAccessAnyLonger_IsRefusedWithTheReason()
    {
        _gateway.Platform.TakeAccess(_machine.Fingerprint, Adder);
        _machine.Commit();

        (await _machine.PushAsync(_app)).Errors.ShouldContain(
            $"fatal: remote error: This is a deploy key that {Adder} added, who has no access to {_app} any longer. Ask the owner of {_app} to add a new one.");
    }

    public void Dispose() => _machine.Dispose();
}
