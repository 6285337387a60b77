using Deis.SshGateway.Helper.Gateway;
using Deis.SshGateway.Tests.Support;

namespace Deis.SshGateway.Tests.Sessions;

/// <summary>The gateway's own socket: what it takes, and from whom.</summary>
[Collection(GatewayCollection.Name)]
public sealed class SocketTests(GatewayFixture gateway) : IDisposable
{
    private readonly Developer _alice = new(gateway);

    [RootFact]
    public async Task Socket_OtherUserOfTheMachine_CannotConnect()
    {
        (await CurlAsync("http://gateway/", asUser: "65534")).ExitCode.ShouldBe(7);
        (await CurlAsync("http://gateway/", asUser: $"{gateway.Options.GitUserId}")).ExitCode.ShouldBe(0);
    }

    [RootFact]
    public async Task Repositories_OtherUserOfTheMachine_CannotRead()
    {
        using var list = _alice.Start("setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", "ls", gateway.Paths.Repositories]);

        (await list.EndAsync(CancellationToken.None)).Errors.ShouldContain("Permission denied");
    }

    [RootTheory]
    [InlineData("X-Deis-Builder-Auth: wrong", "403")]
    [InlineData("X-Nothing: x", "403")]
    [InlineData($"X-Deis-Builder-Auth: {PlatformStandIn.BuilderKey}", "204")]
    public async Task DeleteRepository_NeedsTheBuilderKey(string header, string status)
    {
        var app = _alice.CreateApp();
        (await _alice.CloneAsync(app)).ExitCode.ShouldBe(0);

        var answer = await CurlAsync($"http://gateway/repositories/{app}", asUser: "0", "--request", "DELETE", "--header", header, "--write-out", "%{http_code}");

        answer.Output.ShouldBe(status);
        Directory.Exists(Path.Combine(gateway.Paths.Repositories, $"{app}.git")).ShouldBe(status == "403");
    }

    [RootTheory]
    [InlineData("id=x&fingerprint=F&app=app&operation=Push", 400)]
    [InlineData("id=ID&fingerprint=..%2F..%2Fusers&app=app&operation=Push", 400)]
    [InlineData("id=ID&fingerprint=F&app=..%2Fapp&operation=Push", 400)]
    [InlineData("id=ID&fingerprint=F&app=app&operation=Destroy", 400)]
    [InlineData("id=ID&fingerprint=F&app=app&operation=Push", 403)]
    public void Session_MalformedOrForeign_IsRefused(string query, int status)
    {
        var filled = query.Replace("ID", Guid.NewGuid().ToString("N"), StringComparison.Ordinal).Replace("=F&", $"={_alice.Fingerprint}&", StringComparison.Ordinal);

        using var reply = new GatewaySocket(gateway.Paths.Socket).Send("POST", $"/sessions?{filled}");

        reply.Status.ShouldBe(status);
    }

    [RootFact]
    public void Push_WithoutALiveSession_IsRefused()
    {
        using var reply = new GatewaySocket(gateway.Paths.Socket).Send("POST", $"/pushes/upload?session={Guid.NewGuid():N}&sha={new string('a', 40)}");

        reply.Status.ShouldBe(410);
    }

    [RootFact]
    public async Task AuthorizedKeys_BlobOfAnotherType_IsNotAKey()
    {
        var key = Convert.ToBase64String([0, 0, 0, 11, .. "ssh-ed25519"u8]);

        (await CurlAsync($"http://gateway/authorized_keys?type=ssh-rsa&key={Uri.EscapeDataString(key)}", asUser: "0")).Output.ShouldBeEmpty();
    }

    public void Dispose() => _alice.Dispose();

    private async Task<CommandResult> CurlAsync(string url, string asUser, params string[] options)
    {
        using var curl = _alice.Start(
            "setpriv", [$"--reuid={asUser}", $"--regid={asUser}", "--clear-groups", "curl", "--silent", "--unix-socket", gateway.Paths.Socket, .. options, url]);
        return await curl.EndAsync(CancellationToken.None);
    }
}
