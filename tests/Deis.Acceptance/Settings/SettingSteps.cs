using System.Net;
using System.Text;
using Deis.Acceptance.Driving;
using Deis.TestSupport.Tls;

namespace Deis.Acceptance.Settings;

/// <summary>Somebody changes the settings of an app, one after the other, and sees what visitors see then. The same whatever runs the app.</summary>
/// <param name="platform">The platform.</param>
/// <param name="owner">Who owns the app.</param>
/// <param name="app">The app, made of <c>procfile-only</c>.</param>
internal sealed class SettingSteps(Platform platform, Person owner, Workspace app)
{
    private const string Procfile =
        """
        web: node server.js web
        api: node server.js api

        """;

    private const string Server =
        """
        let health = process.env.HEALTH || 200;
        require('http').createServer((request, response) => {
          if (request.url === '/break') health = 500;
          response.statusCode = request.url === '/health' ? Number(health) : 200;
          response.end(process.argv[2]);
        }).listen(process.env.PORT || 5000);
        process.on('SIGTERM', () => process.exit(0));
        """;

    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(2);

    /// <summary>The app serves.</summary>
    public async Task DeployAsync()
    {
        await app.WriteAsync("Procfile", Procfile);
        await app.WriteAsync("server.js", Server);
        (await app.PushAsync()).ShouldSucceed();
        await SeesAsync(HttpStatusCode.OK, "the app serves");
    }

    public async Task MaintenanceShowsItsPageAsync()
    {
        await DeisAsync("maintenance:on");
        await SeesAsync(HttpStatusCode.ServiceUnavailable, "the maintenance page is shown", code: "app_maintenance");
        await DeisAsync("maintenance:off");
        await SeesAsync(HttpStatusCode.OK, "the app is shown again");
    }

    public async Task RoutingTakesTheHostFromTheAppAsync(HttpStatusCode status)
    {
        await DeisAsync("routing:disable");
        await SeesAsync(status, "visitors do not reach the app");
        (await app.DeisAsync("ps")).ShouldSucceed().Output.ShouldContain(" up (", Case.Sensitive, "it runs on");
        await DeisAsync("routing:enable");
        await SeesAsync(HttpStatusCode.OK, "visitors reach it again");
    }

    public async Task WhitelistKeepsStrangersOutAsync()
    {
        await DeisAsync("whitelist:add", "192.0.2.0/24");
        await SeesAsync(HttpStatusCode.Forbidden, "strangers are kept out", code: "app_address_not_allowed");
        await DeisAsync("whitelist:add", "127.0.0.1");
        await SeesAsync(HttpStatusCode.OK, "who is on the list is let in");
        await DeisAsync("whitelist:remove", "192.0.2.0/24,127.0.0.1");
        await SeesAsync(HttpStatusCode.OK, "everybody is let in");
    }

    public async Task TlsSendsVisitorsToHttpsAsync()
    {
        await DeisAsync("tls:enable");
        await SeesAsync(HttpStatusCode.MovedPermanently, "visitors are sent to HTTPS");
        using (var sent = await AskAsync(Host, "/a?b=c"))
        {
            sent.Headers.Location!.OriginalString.ShouldBe($"https://{Host}/a?b=c");
        }

        (await TextByHttpsAsync(Host)).ShouldBe("web");
        await DeisAsync("tls:disable");
        await SeesAsync(HttpStatusCode.OK, "HTTP is served");
    }

    public async Task DomainLeadsToTheAppWithItsCertificateAsync()
    {
        const string Domain = "www.settings.example.com";
        const string Name = "settings-site";
        await DeisAsync("domains:add", Domain);
        await SeesAsync(HttpStatusCode.OK, "the domain leads to the app", Domain);
        var certificate = TestCertificate.For(Domain);
        await File.WriteAllTextAsync(Path.Combine(owner.Home, "settings.crt"), certificate.Chain);
        await File.WriteAllTextAsync(Path.Combine(owner.Home, "settings.key"), certificate.Key);
        (await owner.DeisAsync("certs:add", Name, "settings.crt", "settings.key")).ShouldSucceed();
        var platforms = await CertificateAsync(Domain);

        (await owner.DeisAsync("certs:attach", Name, Domain)).ShouldSucceed();
        await Wait.UntilAsync(async () => await CertificateAsync(Domain) == certificate.Fingerprint, _limit, "visitors of the domain see its certificate");
        (await CertificateAsync(Host)).ShouldBe(platforms, "visitors of other hosts see the platform's");
        (await TextByHttpsAsync(Domain)).ShouldBe("web");

        (await owner.DeisAsync("certs:detach", Name, Domain)).ShouldSucceed();
        await Wait.UntilAsync(async () => await CertificateAsync(Domain) == platforms, _limit, "they see the platform's again");
        (await owner.DeisAsync("certs:remove", Name)).ShouldSucceed();
        await DeisAsync("domains:remove", Domain);
        await SeesAsync(HttpStatusCode.NotFound, "the domain leads nowhere", Domain);
    }

    public async Task ServiceGetsItsPathsAsync()
    {
        await DeisAsync("services:add", "--type=api", "--route=/api");
        await DeisAsync("scale", "api=1");
        await Wait.UntilAsync(async () => await TextAsync(Host, "/api/users") == "api", _limit, "its processes get the path");
        (await TextAsync(Host)).ShouldBe("web");
        (await TextAsync(HostOf($"{app.App}-api"))).ShouldBe("api");
        await DeisAsync("services:remove", "api");
        await Wait.UntilAsync(async () => await TextAsync(Host, "/api/users") == "web", _limit, "the app gets the path again");
        await DeisAsync("scale", "api=0");
    }

    public async Task ReadinessKeepsASickReleaseFromVisitorsAsync()
    {
        await DeisAsync("healthchecks:set", "readiness", "httpGet", "5000", "--path=/health", "--initial-delay-timeout=0", "--period-seconds=1");

        var set = await app.DeisAsync("config:set", "HEALTH=418", "DEIS_DEPLOY_TIMEOUT=10");

        set.ExitCode.ShouldNotBe(0, set.All);
        (await TextAsync(Host, "/health")).ShouldBe("web", "the former release serves on");
        await DeisAsync("healthchecks:unset", "readiness");
    }

    public async Task LivenessStartsAHungProcessAgainAsync()
    {
        await DeisAsync("healthchecks:set", "liveness", "httpGet", "5000", "--path=/health", "--initial-delay-timeout=0", "--period-seconds=1", "--failure-threshold=15");
        await SeesAsync(HttpStatusCode.OK, "the app serves");

        (await TextAsync(Host, "/break")).ShouldBe("web");

        await SeesAsync(HttpStatusCode.OK, "a fresh process answers", path: "/health");
    }

    private string Host => HostOf(app.App);

    private static string HostOf(string name) => $"{name}.localhost";

    private async Task DeisAsync(params string[] arguments) => (await app.DeisAsync(arguments)).ShouldSucceed();

    // The router of a cluster hears of a change a moment after the platform.
    private Task SeesAsync(HttpStatusCode status, string what, string? host = null, string path = "/", string? code = null) => Wait.UntilAsync(
        async () =>
        {
            using var response = await AskAsync(host ?? Host, path);
            return response.StatusCode == status
                && (code is null || (response.Headers.TryGetValues("Deis-Router-Error", out var codes) && codes.Contains(code)));
        },
        _limit,
        what);

    private async Task<string> TextAsync(string host, string path = "/")
    {
        using var response = await AskAsync(host, path);
        return response.StatusCode == HttpStatusCode.OK ? await response.Content.ReadAsStringAsync() : $"{response.StatusCode}";
    }

    private async Task<HttpResponseMessage> AskAsync(string host, string path)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(30) };
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{platform.Port}{path}");
        request.Headers.Host = host;
        return await client.SendAsync(request);
    }

    private async Task<string> TextByHttpsAsync(string host)
    {
        await using var visit = await TlsVisit.ConnectAsync(Secure, host, CancellationToken.None);
        await visit.Stream.WriteAsync(Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
        var answer = await new StreamReader(visit.Stream).ReadToEndAsync();
        answer.ShouldStartWith("HTTP/1.1 200 OK");
        return answer[(answer.LastIndexOf('\n') + 1)..];
    }

    private Task<string> CertificateAsync(string host) => TlsVisit.CertificateOfAsync(Secure, host, CancellationToken.None);

    private IPEndPoint Secure => new(IPAddress.Loopback, platform.HttpsPort);
}
