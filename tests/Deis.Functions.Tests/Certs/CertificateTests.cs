using System.Text;
using Deis.Functions.Tests.Support;
using Deis.Platform.Certificates;
using Deis.TestSupport.Tls;
using Microsoft.EntityFrameworkCore;

namespace Deis.Functions.Tests.Certs;

[Collection(ApiCollection.Name)]
public sealed class CertificateTests(ApiFixture fixture) : IAsyncLifetime
{
    private readonly ApiHost _api = fixture.Api;
    private readonly TestCertificate _pem = TestCertificate.For("www.example.com");
    private TestUser _owner = null!;
    private string _app = null!;
    private string _host = null!;

    public async Task InitializeAsync()
    {
        _owner = await _api.AddUserAsync();
        (_app, _host) = await AddAppWithHostAsync(_api, _owner);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Certificate_AttachedAndDetached_IsRoutedAndNotAnyLonger()
    {
        var name = await AddAsync(_api, _owner, _pem);

        (await AttachAsync(name, _host)).ShouldHaveStatus(201);
        var served = _api.Runtime.Routing[_app].Certificates.ShouldHaveSingleItem();
        (served.Host, served.Name, served.Chain).ShouldBe((_host, name, _pem.Chain));
        SecretOf(served.Key).ShouldBe(SecretOf(_pem.Key));

        (await DetachAsync(name, _host)).ShouldHaveStatus(204);
        _api.Runtime.Routing[_app].Certificates.ShouldBeEmpty();
    }

    [Fact]
    public async Task Certificate_InThePlaceOfAnother_IsRoutedInOneStep()
    {
        var (old, fresh) = (await AddAsync(_api, _owner, _pem), await AddAsync(_api, _owner, TestCertificate.For("www.example.com")));
        (await AttachAsync(old, _host)).ShouldHaveStatus(201);

        (await _api.Post($"/v2/certs/{fresh}/domain/", new { domain = _host, replace = true }, _owner).SendAsync()).ShouldHaveStatus(201);

        _api.Runtime.Routing[_app].Certificates.ShouldHaveSingleItem().Name.ShouldBe(fresh);
        (await _api.Get($"/v2/certs/{old}", _owner).SendAsync()).Json["domains"]!.AsArray().ShouldBeEmpty();
        (await _api.Post($"/v2/certs/{fresh}/domain/", new { domain = _host, replace = "perhaps" }, _owner).SendAsync())
            .ShouldRefuseField("replace", "Must be a valid boolean.");
    }

    [Fact]
    public async Task Certificate_Removed_LeavesAllItsHosts()
    {
        var name = await AddAsync(_api, _owner, _pem);
        var (second, secondHost) = await AddAppWithHostAsync(_api, _owner);
        (await AttachAsync(name, _host)).ShouldHaveStatus(201);
        (await AttachAsync(name, _app)).ShouldHaveStatus(201);
        (await AttachAsync(name, secondHost)).ShouldHaveStatus(201);

        (await _api.Delete($"/v2/certs/{name}", _owner).SendAsync()).ShouldHaveStatus(204);

        _api.Runtime.Routing[_app].Certificates.ShouldBeEmpty();
        _api.Runtime.Routing[second].Certificates.ShouldBeEmpty();
        _api.Runtime.Routing[_app].Hosts.ShouldBe([_app, _host]);
    }

    [Fact]
    public async Task Host_Removed_FreesItsCertificate()
    {
        var name = await AddAsync(_api, _owner, _pem);
        (await AttachAsync(name, _host)).ShouldHaveStatus(201);

        (await _api.Delete($"/v2/apps/{_app}/domains/{_host}", _owner).SendAsync()).ShouldHaveStatus(204);

        _api.Runtime.Routing[_app].Certificates.ShouldBeEmpty();
        (await _api.Get($"/v2/certs/{name}", _owner).SendAsync()).Json["domains"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task App_Destroyed_FreesItsCertificates()
    {
        var name = await AddAsync(_api, _owner, _pem);
        (await AttachAsync(name, _host)).ShouldHaveStatus(201);

        (await _api.Delete($"/v2/apps/{_app}", _owner).SendAsync()).ShouldHaveStatus(204);

        (await _api.Delete($"/v2/certs/{name}", _owner).SendAsync()).ShouldHaveStatus(204);
    }

    [Fact]
    public async Task Certificate_OfAnAppThatIsBeingDestroyed_CanGo()
    {
        var name = await AddAsync(_api, _owner, _pem);
        (await AttachAsync(name, _host)).ShouldHaveStatus(201);
        await _api.UseDatabaseAsync(database => database.Apps.Where(a => a.Id == _app).ExecuteUpdateAsync(a => a.SetProperty(x => x.Destroying, true)));

        (await _api.Delete($"/v2/certs/{name}", _owner).SendAsync()).ShouldHaveStatus(204);
    }

    [Fact]
    public async Task Host_OfAnAppThatIsNotHis_CannotBeTakenOver()
    {
        var stranger = await _api.AddUserAsync();
        var name = await AddAsync(_api, stranger, _pem);

        (await _api.Post($"/v2/certs/{name}/domain/", new { domain = _host }, stranger).SendAsync())
            .ShouldFail(403, "You do not have permission to perform this action.");

        _api.Runtime.Routing[_app].Certificates.ShouldBeEmpty();
        await _api.ShareAsync(_app, stranger);
        (await _api.Post($"/v2/certs/{name}/domain/", new { domain = _host }, stranger).SendAsync()).ShouldHaveStatus(201);
    }

    [Fact]
    public async Task Host_ThatHasAnotherCertificate_KeepsItWhenOneIsDetached()
    {
        var (attached, other) = (await AddAsync(_api, _owner, _pem), await AddAsync(_api, _owner, _pem));
        (await AttachAsync(attached, _host)).ShouldHaveStatus(201);

        (await DetachAsync(other, _host)).ShouldNotFind("Domain");

        _api.Runtime.Routing[_app].Certificates.ShouldHaveSingleItem().Name.ShouldBe(attached);
    }

    [Fact]
    public async Task Host_InUnicode_IsFound()
    {
        var name = await AddAsync(_api, _owner, _pem);
        (await _api.Post($"/v2/apps/{_app}/domains", new { domain = $"faß.{_app}.de" }, _owner).SendAsync()).ShouldHaveStatus(201);

        (await AttachAsync(name, $"faß.{_app}.de")).ShouldHaveStatus(201);
        (await DetachAsync(name, $"faß.{_app}.de")).ShouldHaveStatus(204);
        (await AttachAsync(name, $"XN--FA-HIA.{_app}.de".ToLowerInvariant())).ShouldHaveStatus(201);
    }

    [Fact]
    public async Task Host_GetsManyCertificatesAtOnce_HasOneOfThem()
    {
        var names = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => AddAsync(_api, _owner, _pem)));

        var answers = await Task.WhenAll(names.Select(name => AttachAsync(name, _host)));

        answers.Select(answer => answer.Status).Order().ShouldBe([201, 409, 409, 409, 409, 409]);
        _api.Runtime.Routing[_app].Certificates.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Certificate_RemovedWhileItIsAttached_IsRoutedNowhereInTheEnd()
    {
        for (var round = 0; round < 5; round++)
        {
            var name = await AddAsync(_api, _owner, _pem);

            var answers = await Task.WhenAll(AttachAsync(name, _host), _api.Delete($"/v2/certs/{name}", _owner).SendAsync(), AttachAsync(name, _app));

            answers[1].ShouldHaveStatus(204);
            answers.Select(answer => answer.Status).ShouldBeSubsetOf([201, 204, 404]);
            _api.Runtime.Routing[_app].Certificates.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Router_ThatIsAway_NothingChanges()
    {
        await using var api = await fixture.StartAsync();
        var owner = await api.AddUserAsync();
        var (_, host) = await AddAppWithHostAsync(api, owner);
        var (used, unused) = (await AddAsync(api, owner, _pem), await AddAsync(api, owner, _pem));
        (await api.Post($"/v2/certs/{used}/domain/", new { domain = host }, owner).SendAsync()).ShouldHaveStatus(201);
        api.Runtime.IsAway = true;

        (await api.Post($"/v2/certs/{unused}/domain/", new { domain = host, replace = true }, owner).SendAsync()).ShouldHaveStatus(503);
        (await api.Delete($"/v2/certs/{used}/domain/{host}", owner).SendAsync()).ShouldHaveStatus(503);
        (await api.Delete($"/v2/certs/{used}", owner).SendAsync()).ShouldHaveStatus(503);

        (await api.Get($"/v2/certs/{used}", owner).SendAsync()).Json["domains"]!.AsArray().Select(d => d!.GetValue<string>()).ShouldBe([host]);
        (await api.Delete($"/v2/certs/{unused}", owner).SendAsync()).ShouldHaveStatus(204);
    }

    [Fact]
    public async Task Key_AtRest_IsSealed()
    {
        var name = await AddAsync(_api, _owner, _pem);

        await _api.UseDatabaseAsync(async database =>
        {
            var row = await database.Certificates.SingleAsync(c => c.Name == name);
            Encoding.Latin1.GetString(row.ProtectedKey).ShouldNotContain("PRIVATE");
            row.Chain.ShouldNotContain("PRIVATE");
            SecretOf(_api.Service<CertificateVault>().OpenKey(row)).ShouldBe(SecretOf(_pem.Key));
        });
    }

    private static async Task<(string App, string Host)> AddAppWithHostAsync(ApiHost api, TestUser owner)
    {
        var app = await api.AddAppAsync(owner);
        var host = $"www.{app}.com";
        (await api.Post($"/v2/apps/{app}/domains", new { domain = host }, owner).SendAsync()).ShouldHaveStatus(201);
        return (app, host);
    }

    private static async Task<string> AddAsync(ApiHost api, TestUser owner, TestCertificate pem)
    {
        var name = $"c{Guid.NewGuid():N}";
        (await api.Post("/v2/certs/", new { name, certificate = pem.Chain, key = pem.Key }, owner).SendAsync()).ShouldHaveStatus(201);
        return name;
    }

    // The key itself, however it is written.
    private static string SecretOf(string key)
    {
        using var ecdsa = System.Security.Cryptography.ECDsa.Create();
        ecdsa.ImportFromPem(key);
        return Convert.ToHexString(ecdsa.ExportParameters(includePrivateParameters: true).D!);
    }

    private Task<ApiAnswer> AttachAsync(string name, string domain) => _api.Post($"/v2/certs/{name}/domain/", new { domain }, _owner).SendAsync();

    private Task<ApiAnswer> DetachAsync(string name, string domain) => _api.Delete($"/v2/certs/{name}/domain/{domain}", _owner).SendAsync();
}
