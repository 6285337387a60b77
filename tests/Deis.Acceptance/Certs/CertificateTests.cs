using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Deis.Acceptance.Driving;
using Deis.TestSupport.Tls;

namespace Deis.Acceptance.Certs;

#pragma warning disable CA1001 // The test runner ends it through IAsyncLifetime.
/// <summary>Certificates of users, from <c>deis certs:add</c> to what visitors are shown by the router.</summary>
public sealed class CertificateTests : IAsyncLifetime
{
    private const string Host = "www.secure.example.com";

    private readonly Platform _platform = new();
    private Person _alice = null!;

    private IPEndPoint Router => new(IPAddress.Loopback, _platform.HttpsPort);

    public async Task InitializeAsync()
    {
        await _platform.StartAsync();
        _alice = await Person.RegisterAsync(_platform, "alice");
    }

    public async Task DisposeAsync()
    {
        await _platform.DisposeAsync();
        _alice?.Dispose();
    }

    [Fact]
    public async Task A_certificate_is_shown_replaced_without_loss_and_taken_away_again()
    {
        var app = await _alice.CreateAppAsync("hello-node", "secure");
        (await app.PushAsync()).ShouldSucceed();
        await AddDomainAsync(Host);
        await AddDomainAsync("*.wild.example.com");
        var platforms = await SeenAsync("secure.localhost");
        var (old, fresh) = (TestCertificate.For(Host), TestCertificate.Rsa("CN=" + Host, [Host, "*.wild.example.com"]));
        await AddAsync("secure-old", old);
        await AddAsync("secure-new", fresh);
        (await SeenAsync(Host)).ShouldBe(platforms, "a certificate that is attached to nothing is not shown");

        (await _alice.DeisAsync("certs:attach", "secure-old", Host)).ShouldSucceed().Output.ShouldStartWith($"Attaching certificate secure-old to domain {Host}... ");
        (await SeenAsync(Host)).ShouldBe(old.Fingerprint);
        (await GetAsync(Host)).ShouldContain("Hello, world");
        (await SeenAsync("secure.localhost")).ShouldBe(platforms);

        await ReplaceUnderLoadAsync(old, fresh);
        (await _alice.DeisAsync("certs:attach", "secure-new", "*.wild.example.com")).ShouldSucceed();
        (await SeenAsync("deep.wild.example.com")).ShouldBe(fresh.Fingerprint);
        await RestartKeepsItAsync(fresh);
        await ListAndInfoShowItAsync(fresh);

        (await _alice.DeisAsync("certs:detach", "secure-new", Host)).ShouldSucceed();
        (await SeenAsync(Host)).ShouldBe(platforms);
        (await GetAsync(Host)).ShouldContain("Hello, world");
        (await _alice.DeisAsync("certs:remove", "secure-new")).ShouldSucceed().Output.ShouldEndWith("done\n");
        (await SeenAsync("deep.wild.example.com")).ShouldBe(platforms);
        NothingSecretIsWrittenDown(old, fresh);
        (await app.DeisAsync("destroy", "--confirm=secure")).ShouldSucceed();
        (await _alice.DeisAsync("certs:remove", "secure-old")).ShouldSucceed();
        (await _alice.DeisAsync("certs")).ShouldSucceed().Output.ShouldBe("No certs\n");
    }

    [Fact]
    public async Task What_is_no_certificate_is_refused_with_the_reason()
    {
        var (one, other) = (TestCertificate.For("a.example.com"), TestCertificate.For("b.example.com"));
        await File.WriteAllTextAsync(Path.Combine(_alice.Home, "text"), "no certificate");
        await WriteAsync("one", one);
        await WriteAsync("other", other);

        (await _alice.DeisAsync("certs:add", "odd", "text", "one.key")).ShouldFailWith("Error: Could not load certificate\n'deis help certs:add' says what it takes.\n");
        (await _alice.DeisAsync("certs:add", "Odd_Name", "one.crt", "one.key")).ShouldFailWith("Error: Name can only contain a-z (lowercase), 0-9 and hyphens\n'deis help certs:add' says what it takes.\n");
        (await _alice.DeisAsync("certs:add", "odd", "one.crt", "other.key")).ShouldFailWith("Error: Certificate and private key do not match!\n'deis help certs:add' says what it takes.\n");
        (await _alice.DeisAsync("certs:add", "odd", "one.crt", "none.key")).ShouldFailWith("Error: open none.key: no such file or directory\n");
        (await _alice.DeisAsync("certs:info", "odd")).ShouldFailWith(
            "Error: \"No Certificate matches the given query.\"\n'deis certs' lists those that you have.\n");
    }

    private async Task ReplaceUnderLoadAsync(TestCertificate old, TestCertificate fresh)
    {
        using var over = new CancellationTokenSource();
        var visitors = Enumerable.Range(0, 4).Select(_ => VisitAsync(over.Token)).ToList();
        await using var kept = await TlsVisit.ConnectAsync(Router, Host, CancellationToken.None);

        (await _alice.DeisAsync("certs:attach", "secure-new", Host)).ShouldFailWith("Error: Domain already has a certificate attached to it\n'deis certs' shows which. To put this one in its place: deis certs:attach <name> <domain> --replace\n");
        (await _alice.DeisAsync("certs:attach", "secure-new", Host, "--replace")).ShouldSucceed();

        (await SeenAsync(Host)).ShouldBe(fresh.Fingerprint);
        (await AskAsync(kept, Host)).ShouldContain("Hello, world", Case.Sensitive, "a connection that was there goes on");
        await over.CancelAsync();
        // A request that was lost would have thrown.
        var seen = (await Task.WhenAll(visitors)).SelectMany(visits => visits).ToList();
        seen.Distinct().ShouldBe([old.Fingerprint, fresh.Fingerprint], "the platform's own is never shown in between");
    }

    private async Task<List<string>> VisitAsync(CancellationToken over)
    {
        var seen = new List<string>();
        // After the end once more, so that each has seen what is there then.
        for (var last = false; !last;)
        {
            last = over.IsCancellationRequested;
            await using var visit = await TlsVisit.ConnectAsync(Router, Host, CancellationToken.None);
            (await AskAsync(visit, Host)).ShouldStartWith("HTTP/1.1 200 OK");
            seen.Add(visit.Certificate);
        }

        return seen;
    }

    private async Task RestartKeepsItAsync(TestCertificate fresh)
    {
        (await _platform.InterruptAsync()).ShouldBe(0, _platform.Output);
        await _platform.StartAsync();
        await Wait.UntilAsync(async () => (await GetAsync(Host)).Contains("Hello, world", StringComparison.Ordinal), TimeSpan.FromSeconds(60), "the app is back");
        (await SeenAsync(Host)).ShouldBe(fresh.Fingerprint);
    }

    private async Task ListAndInfoShowItAsync(TestCertificate fresh)
    {
        var list = (await _alice.DeisAsync("certs")).ShouldSucceed().Output;
        list.ShouldContain($"  secure-new | {Host} | {Host},*.wild.example.com | ");
        list.ShouldContain($" | {fresh.Fingerprint[..5]}[...]{fresh.Fingerprint[^5..]} | *.wild.example.com,{Host} | ");
        var info = (await _alice.DeisAsync("certs:info", "secure-new")).ShouldSucceed().Output;
        info.ShouldContain($"Fingerprint:        {fresh.Fingerprint}\n");
        info.ShouldContain($"Connected Domains:  *.wild.example.com,{Host}\n");
        info.ShouldContain("Owner:              alice\n");
    }

    // The log of the platform, and the folder of the runtime, where the routing is kept; its lock is empty, and nobody else can open it.
    private void NothingSecretIsWrittenDown(params TestCertificate[] certificates)
    {
        var parts = certificates.Select(c => c.Key.Split('\n')[2]).ToList();
        var files = Directory.EnumerateFiles(Path.Combine(_platform.State, "log")).Concat(
            Directory.EnumerateFiles(Path.Combine(_platform.State, "runtime"), "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "lock"));
        foreach (var text in files.Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(file))))
        {
            parts.ShouldAllBe(part => !text.Contains(part, StringComparison.Ordinal));
        }
    }

    private async Task AddDomainAsync(string domain)
    {
        var reply = await _alice.CallAsync(HttpMethod.Post, "/v2/apps/secure/domains/", new StringContent(JsonSerializer.Serialize(new { domain }), Encoding.UTF8, "application/json"));
        reply.Status.ShouldBe(201, reply.Body);
    }

    private async Task AddAsync(string name, TestCertificate certificate)
    {
        await WriteAsync(name, certificate);
        (await _alice.DeisAsync("certs:add", name, $"{name}.crt", $"{name}.key")).ShouldSucceed().Output.ShouldEndWith("done\n");
    }

    private async Task WriteAsync(string name, TestCertificate certificate)
    {
        await File.WriteAllTextAsync(Path.Combine(_alice.Home, $"{name}.crt"), certificate.Chain);
        await File.WriteAllTextAsync(Path.Combine(_alice.Home, $"{name}.key"), certificate.Key);
    }

    private Task<string> SeenAsync(string host) => TlsVisit.CertificateOfAsync(Router, host, CancellationToken.None);

    private async Task<string> GetAsync(string host)
    {
        await using var visit = await TlsVisit.ConnectAsync(Router, host, CancellationToken.None);
        return await AskAsync(visit, host);
    }

    private static async Task<string> AskAsync(TlsVisit visit, string host)
    {
        await visit.Stream.WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")));
        return await new StreamReader(visit.Stream).ReadToEndAsync();
    }
}
