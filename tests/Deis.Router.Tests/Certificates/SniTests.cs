using System.Collections.Concurrent;
using System.Collections.Immutable;
using Deis.Router.Certificates;
using Deis.Router.Routes;
using Deis.Router.Tests.Support;
using Deis.TestSupport.Tls;

namespace Deis.Router.Tests.Certificates;

public sealed class SniTests : IAsyncLifetime
{
    private readonly TestCertificate _default = TestCertificate.For("router.example.org");
    private readonly TestCertificate _own = TestCertificate.For("www.example.com");
    private Backend _backend = null!;
    private TestRouter _router = null!;

    public async Task InitializeAsync()
    {
        _backend = await Backend.SayingAsync("the app");
        _router = await TestRouter.StartAsync(new RouterOptions { TlsListen = ["127.0.0.1:0"], Listen = [], Certificate = _default.Load() });
    }

    public async Task DisposeAsync()
    {
        await _router.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Theory]
    [InlineData("www.example.com", true)]
    [InlineData("WWW.EXAMPLE.COM", true)]
    [InlineData("app.localhost", false)]
    [InlineData("nobody.example.com", false)]
    [InlineData("", false)]
    public async Task Connection_NamesAHost_IsShownItsCertificateElseTheDefault(string host, bool isOwn)
    {
        Set(Of("www.example.com", _own)).ShouldBeEmpty();

        (await SeenAsync(host)).ShouldBe(isOwn ? _own.Fingerprint : _default.Fingerprint);
    }

    [Fact]
    public async Task Wildcard_HasACertificate_ItIsForAllNamesBelowThatNoOtherHostHas()
    {
        var wildcard = TestCertificate.For("*.example.org");
        var other = TestCertificate.For("shop.example.org");
        Set(Of("*.example.org", wildcard), Of("app", _own)).ShouldBeEmpty();
        _router.Routes.Set(new AppRoute { App = "shop", Hosts = ["shop.example.org", "bare.example.org"], Certificates = [Of("shop.example.org", other)] }).ShouldBeEmpty();

        (await SeenAsync("a.example.org")).ShouldBe(wildcard.Fingerprint);
        (await SeenAsync("shop.example.org")).ShouldBe(other.Fingerprint);
        (await SeenAsync("bare.example.org")).ShouldBe(_default.Fingerprint, "the host is another app's, which has no certificate for it");
        (await SeenAsync("app.localhost")).ShouldBe(_own.Fingerprint, "a short name is below the platform domain");
    }

    [Fact]
    public async Task Certificate_Replaced_IsShownToNewConnectionsWhileOldOnesGoOn()
    {
        var fresh = TestCertificate.For("www.example.com");
        Set(Of("www.example.com", _own));
        await using var visit = await TlsVisit.ConnectAsync(_router.EndPoint, "www.example.com", CancellationToken.None);

        Set(Of("www.example.com", fresh)).ShouldBeEmpty();

        (await SeenAsync("www.example.com")).ShouldBe(fresh.Fingerprint);
        await visit.Stream.WriteAsync("GET / HTTP/1.1\r\nHost: www.example.com\r\nConnection: close\r\n\r\n"u8.ToArray());
        (await new StreamReader(visit.Stream).ReadToEndAsync()).ShouldContain("the app");

        Set();
        (await SeenAsync("www.example.com")).ShouldBe(_default.Fingerprint);
        _router.Routes.Remove("app");
        (await SeenAsync("www.example.com")).ShouldBe(_default.Fingerprint);
    }

    [Fact]
    public async Task Certificate_ReplacedAgainAndAgain_NoRequestIsLost()
    {
        TestCertificate[] certificates = [_own, TestCertificate.For("www.example.com")];
        var seen = new ConcurrentDictionary<string, int>();
        Set(Of("www.example.com", certificates[0]));
        using var over = new CancellationTokenSource();

        var visitors = Enumerable.Range(0, 4).Select(_ => VisitAsync(seen, over.Token)).ToList();
        for (var round = 1; round <= 100 || seen.Count < certificates.Length; round++)
        {
            Set(Of("www.example.com", certificates[round % 2])).ShouldBeEmpty();
            var shown = await SeenAsync("www.example.com");
            shown.ShouldBe(certificates[round % 2].Fingerprint, "it is in force when the call has returned");
        }

        await over.CancelAsync();
        // A request that was lost would have thrown.
        await Task.WhenAll(visitors);
        seen.Keys.ShouldBe(certificates.Select(c => c.Fingerprint), ignoreOrder: true);
    }

    [Fact]
    public async Task Certificate_ThatCannotBeUsed_CostsItsHostAlone()
    {
        var problems = Set(
            Of("www.example.com", _own),
            new HostCertificate("broken.example.com", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", _own.Key),
            new HostCertificate("mixed.example.com", _own.Chain, _default.Key),
            new HostCertificate("empty.example.com", "", ""));

        problems.Select(problem => problem.Host).ShouldBe(["broken.example.com", "mixed.example.com", "empty.example.com"]);
        problems.ShouldAllBe(problem => !problem.Reason.Contains("PRIVATE", StringComparison.Ordinal));
        foreach (var host in problems.Select(problem => problem.Host))
            (await SeenAsync(host)).ShouldBe(_default.Fingerprint);
        (await SeenAsync("www.example.com")).ShouldBe(_own.Fingerprint);
    }

    [Fact]
    public async Task Certificate_ThatTheTlsLibraryRefuses_CostsItsHostAlone()
    {
        Set(Of("www.example.com", _own), Of("weak.example.com", TestCertificate.Rsa("CN=weak.example.com", bits: 512)));

        await Should.ThrowAsync<Exception>(() => SeenAsync("weak.example.com"));

        (await SeenAsync("www.example.com")).ShouldBe(_own.Fingerprint);
        (await SeenAsync("nobody.example.com")).ShouldBe(_default.Fingerprint);
    }

    [Fact]
    public void Certificate_AsText_HidesItsKey() =>
        $"{Of("www.example.com", _own)} {new AppRoute { App = "app", Certificates = [Of("www.example.com", _own)] }}".ShouldNotContain(_own.Key[40..60]);

    private async Task VisitAsync(ConcurrentDictionary<string, int> seen, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await using var visit = await TlsVisit.ConnectAsync(_router.EndPoint, "www.example.com", CancellationToken.None);
            await visit.Stream.WriteAsync("GET / HTTP/1.1\r\nHost: www.example.com\r\nConnection: close\r\n\r\n"u8.ToArray(), CancellationToken.None);
            (await new StreamReader(visit.Stream).ReadToEndAsync(CancellationToken.None)).ShouldStartWith("HTTP/1.1 200 OK");
            seen.AddOrUpdate(visit.Certificate, 1, (_, count) => count + 1);
        }
    }

    private Task<string> SeenAsync(string host) => TlsVisit.CertificateOfAsync(_router.EndPoint, host, CancellationToken.None);

    private IReadOnlyList<RouteProblem> Set(params HostCertificate[] certificates) => _router.Routes.Set(new AppRoute
    {
        App = "app",
        Hosts = ["app", "www.example.com", .. certificates.Select(c => c.Host).Except(["app", "www.example.com"])],
        Endpoints = [_backend.Address],
        Certificates = certificates.ToImmutableArray(),
    });

    private static HostCertificate Of(string host, TestCertificate certificate) => new(host, certificate.Chain, certificate.Key);
}
