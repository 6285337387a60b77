using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Deis.Functions.Tests.Support;
using Deis.TestSupport.Tls;

namespace Deis.Functions.Tests.Certs;

/// <summary>What users take for a certificate and its key.</summary>
[Collection(ApiCollection.Name)]
public sealed class CertificateTextTests(ApiFixture fixture) : IAsyncLifetime
{
    private const string Passphrase = "Could not load private key: it has a passphrase. Take it off: openssl pkey -in key.pem -out plain.pem";

    private static readonly DateTimeOffset From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ApiHost _api = fixture.Api;
    private readonly TestCertificate _pem = TestCertificate.Rsa("CN=www.example.com", ["www.example.com"]);
    private TestUser _owner = null!;

    public async Task InitializeAsync() => _owner = await _api.AddUserAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task KeysOfAllKinds_AreTaken()
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(_pem.Key);
        await AddAsync(_pem.Chain, rsa.ExportRSAPrivateKeyPem());

        foreach (var curve in (ECCurve[])[ECCurve.NamedCurves.nistP256, ECCurve.NamedCurves.nistP384, ECCurve.NamedCurves.nistP521])
        {
            using var ecdsa = ECDsa.Create(curve);
            var chain = SelfSigned(ecdsa);
            await AddAsync(chain, ecdsa.ExportPkcs8PrivateKeyPem());
            await AddAsync(chain, $"-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n{ecdsa.ExportECPrivateKeyPem()}");
        }
    }

    [Fact]
    public async Task Chain_WithTextBetween_IsServedWithoutIt()
    {
        var authority = TestCertificate.For("authority");
        var app = await _api.AddAppAsync(_owner);
        var name = await AddAsync($"Bag Attributes\n  friendlyName: www\n{_pem.Chain}\r\nsubject=CN = authority\r\n{authority.Chain}", _pem.Key);

        (await _api.Post($"/v2/certs/{name}/domain/", new { domain = app }, _owner).SendAsync()).ShouldHaveStatus(201);

        _api.Runtime.Routing[app].Certificates.ShouldHaveSingleItem().Chain.ShouldBe(_pem.Chain + authority.Chain);
    }

    [Fact]
    public async Task Certificate_ThatIsNone_IsRefusedWithTheReason()
    {
        await RefusesCertificateAsync("text", "there is no PEM block -----BEGIN CERTIFICATE----- in it.");
        await RefusesCertificateAsync(_pem.Chain.Replace("CERTIFICATE", "CERTIFICATE REQUEST", StringComparison.Ordinal), "there is no PEM block -----BEGIN CERTIFICATE----- in it.");
        await RefusesCertificateAsync("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "it is no X.509 certificate.");
        await RefusesCertificateAsync($"{_pem.Chain}-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "block 2 is no X.509 certificate.");
        await RefusesCertificateAsync(_pem.Key + _pem.Chain, "there is a private key in it. Certificate and key are sent apart from each other.");
        await RefusesCertificateAsync(TestCertificate.Rsa("CN=weak", bits: 1024).Chain, "its RSA key has 1024 bits; clients want 2048 or more.");
        using var bitcoin = ECDsa.Create(ECCurve.CreateFromFriendlyName("secp256k1"));
        await RefusesCertificateAsync(SelfSigned(bitcoin), "its ECDSA key is on none of the curves P-256, P-384 and P-521.");
        await RefusesCertificateAsync(Ed25519Certificate(), "its key is neither RSA nor ECDSA, and the router serves no other.");
        (await SendAsync("x", new string('a', (128 * 1024) + 1), _pem.Key)).ShouldRefuseField("certificate", "Ensure this field has no more than 131072 characters.");
    }

    [Fact]
    public async Task Key_ThatCannotBeRead_IsRefusedWithTheReasonAndNotShown()
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(_pem.Key);
        var withPassphrase = rsa.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));
        await RefusesKeyAsync(withPassphrase, Passphrase);
        await RefusesKeyAsync("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n-----END RSA PRIVATE KEY-----", Passphrase);
        await RefusesKeyAsync("text", "Could not load private key: there is no PEM block -----BEGIN PRIVATE KEY----- in it.");
        await RefusesKeyAsync(_pem.Chain, "Could not load private key: there is no PEM block -----BEGIN PRIVATE KEY----- in it.");
        await RefusesKeyAsync(PemEncoding.WriteString("PRIVATE KEY", [1, 2, 3]), "Could not load private key: it is neither an RSA nor an ECDSA key.");

        var broken = (await SendAsync("x", _pem.Chain, _pem.Key.Replace("MII", "MIA", StringComparison.Ordinal))).ShouldHaveStatus(400);
        broken.Body.ShouldNotContain(_pem.Key[100..120]);
    }

    [Theory]
    [InlineData("-x", "Must begin with a letter or a digit.")]
    [InlineData("x_y", "Can only contain a-z (lowercase), 0-9 and hyphens")]
    [InlineData("x\ny", "Can only contain a-z (lowercase), 0-9 and hyphens")]
    public async Task Name_ThatIsNone_IsRefused(string name, string error) =>
        (await SendAsync(name, _pem.Chain, _pem.Key)).ShouldRefuseField("name", error);

    [Fact]
    public async Task Name_TooLongForASecret_IsRefused() =>
        (await SendAsync(new string('a', 249), _pem.Chain, _pem.Key)).ShouldRefuseField("name", "Ensure this field has no more than 248 characters.");

    [Fact]
    public async Task Request_WithNothing_HearsOfEveryField()
    {
        var answer = (await _api.Post("/v2/certs", new { }, _owner).SendAsync()).ShouldHaveStatus(400);

        answer.Keys.ShouldBe(["name", "certificate", "key"]);
    }

    private async Task RefusesCertificateAsync(string chain, string reason) =>
        (await SendAsync("x", chain, _pem.Key)).ShouldRefuseField("certificate", $"Could not load certificate: {reason}");

    private async Task RefusesKeyAsync(string key, string text) => (await SendAsync("x", _pem.Chain, key)).ShouldRefuseField("key", text);

    private async Task<string> AddAsync(string chain, string key)
    {
        var name = $"c{Guid.NewGuid():N}";
        (await SendAsync(name, chain, key)).ShouldHaveStatus(201);
        return name;
    }

    private Task<ApiAnswer> SendAsync(string name, string certificate, string key) => _api.Post("/v2/certs", new { name, certificate, key }, _owner).SendAsync();

    private static string SelfSigned(ECDsa key)
    {
        using var certificate = new CertificateRequest("CN=www.example.com", key, HashAlgorithmName.SHA256).CreateSelfSigned(From, From.AddYears(1));
        return certificate.ExportCertificatePem();
    }

    // .NET cannot make such a key, but can certify one.
    private static string Ed25519Certificate()
    {
        using var authority = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var oid = new Oid("1.3.101.112");
        var key = new PublicKey(oid, parameters: null, new AsnEncodedData(oid, RandomNumberGenerator.GetBytes(32)));
        using var certificate = new CertificateRequest(new X500DistinguishedName("CN=www.example.com"), key, HashAlgorithmName.SHA256)
            .Create(new X500DistinguishedName("CN=authority"), X509SignatureGenerator.CreateForECDsa(authority), From, From.AddYears(1), [1, 2, 3]);
        return certificate.ExportCertificatePem();
    }
}
