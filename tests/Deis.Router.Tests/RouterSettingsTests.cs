using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;

namespace Deis.Router.Tests;

public sealed class RouterSettingsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("router-settings-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Read_TlsCertificate_FirstIsOursAndTheOthersTheChain()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var file = Write($"{Certificate("leaf", key).ExportCertificatePem()}\n{Certificate("issuer", key).ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");

        var options = Read(file).Options;

        options.Certificate!.Subject.ShouldBe("CN=leaf");
        options.Certificate.HasPrivateKey.ShouldBeTrue();
        options.CertificateChain.Select(certificate => certificate.Subject).ShouldBe(["CN=issuer"]);
        options.Problems().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("no PEM")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    public void Read_FileIsNoCertificate_NamesSettingAndFile(string content)
    {
        var file = Write(content);

        var error = Should.Throw<FormatException>(() => Read(file));

        error.Message.ShouldContain("DEIS_ROUTER_TLS_CERTIFICATE");
        error.Message.ShouldContain(file);
    }

    [Fact]
    public void Read_CertificateWithoutKey_NamesSettingAndFile()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var file = Write(Certificate("leaf", key).ExportCertificatePem());

        Should.Throw<FormatException>(() => Read(file)).Message.ShouldContain(file);
    }

    [Fact]
    public void Read_TlsWithoutCertificate_SaysSo() =>
        Should.Throw<FormatException>(() => Read(null)).Message.ShouldContain("certificate");

    private string Write(string text)
    {
        var file = Path.Combine(_folder.FullName, "tls.pem");
        File.WriteAllText(file, text);
        return file;
    }

    private static RouterSettings Read(string? certificate) => RouterSettings.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["DEIS_ROUTER_ROUTES"] = "/routes.json",
            ["DEIS_ROUTER_PLATFORM_DOMAIN"] = "localhost",
            ["DEIS_ROUTER_TLS_LISTEN"] = "127.0.0.1:0",
            ["DEIS_ROUTER_TLS_CERTIFICATE"] = certificate,
        })
        .Build());

    private static X509Certificate2 Certificate(string name, ECDsa key) => new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256)
        .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
}
