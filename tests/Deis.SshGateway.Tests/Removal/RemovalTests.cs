using System.Net;
using Deis.Platform.Apps;
using Deis.Platform.Http;
using Deis.SshGateway.Tests.Support;
using Deis.TestSupport;

namespace Deis.SshGateway.Tests.Removal;

/// <summary>A platform in another process has the repositories of destroyed apps removed.</summary>
[Collection(GatewayCollection.Name)]
public sealed class RemovalTests(GatewayFixture gateway) : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly Developer _alice = new(gateway);
    private readonly CancellationToken _deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token;

    private string Network => $"http://{gateway.Options.RemovalListen}";

    [RootTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Remove_RepositoryThatIsThereAndThenNot_IsDone(bool overTheNetwork)
    {
        var app = _alice.CreateApp();
        (await _alice.CloneAsync(app)).ExitCode.ShouldBe(0);
        Directory.Exists(RepositoryOf(app)).ShouldBeTrue();
        var repositories = At(overTheNetwork ? Network : $"unix:{gateway.Paths.Socket}");

        await repositories.RemoveAsync(app, _deadline);
        Directory.Exists(RepositoryOf(app)).ShouldBeFalse();
        await repositories.RemoveAsync(app, _deadline);
    }

    [RootFact]
    public async Task Remove_WithAnotherKey_SaysThatTheKeysDiffer()
    {
        var app = _alice.CreateApp();
        (await _alice.CloneAsync(app)).ExitCode.ShouldBe(0);

        var refusal = await Should.ThrowAsync<HttpRequestException>(() => At(Network, key: "another key").RemoveAsync(app, _deadline));

        refusal.Message.ShouldBe($"The SSH gateway at {Network}/ does not take the builder key: give it and the API the same.");
        Directory.Exists(RepositoryOf(app)).ShouldBeTrue();
    }

    [RootFact]
    public async Task Remove_AtSomethingElse_IsNotTakenForDone()
    {
        var refusal = await Should.ThrowAsync<HttpRequestException>(() => At(gateway.Platform.Url).RemoveAsync("shop", _deadline));

        refusal.Message.ShouldContain("does not remove the repository of shop: it answers 404. Is the address right?");
    }

    [RootFact]
    public async Task Remove_GatewayThatIsAway_Fails() =>
        await Should.ThrowAsync<HttpRequestException>(() => At($"http://127.0.0.1:{FreePort.Find()}").RemoveAsync("shop", _deadline));

    [RootTheory]
    [InlineData("GET", "/authorized_keys?type=ssh-rsa&key=AAAA")]
    [InlineData("POST", "/sessions?id=0123456789abcdef0123456789abcdef&fingerprint=F&app=shop&operation=Push")]
    [InlineData("POST", "/pushes/upload?session=0123456789abcdef0123456789abcdef&sha=0")]
    [InlineData("GET", "/repositories/../authorized_keys?type=ssh-rsa&key=AAAA")]
    [InlineData("GET", "/repositories/%2e%2e/authorized_keys?type=ssh-rsa&key=AAAA")]
    public async Task Network_AllElse_IsNotThere(string method, string path)
    {
        using var http = ServiceClient.Open(Network, _patience);
        using HttpRequestMessage request = new(new HttpMethod(method), new Uri(Network + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));

        using var answer = await http.SendAsync(request, _deadline);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("gateway:2280")]
    [InlineData("ftp://gateway")]
    [InlineData("unix:run/gateway.sock")]
    public void Address_ThatIsNone_IsRefusedAtOnce(string address) => Should.Throw<FormatException>(() => ServiceClient.Open(address, _patience))
        .Message.ShouldBe($"'{address}' is no address of a service: give http://host:port, or unix:/path/to/socket.");

    public void Dispose() => _alice.Dispose();

    private string RepositoryOf(string app) => Path.Combine(gateway.Paths.Repositories, $"{app}.git");

    private static HttpSourceRepositories At(string address, string key = PlatformStandIn.BuilderKey) => new(ServiceClient.Open(address, _patience), key);
}
