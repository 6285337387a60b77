using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Deis.Cli.Tests.Support;

namespace Deis.Cli.Tests;

public sealed class TlsTests
{
    [Fact]
    public async Task Login_UnknownCertificate_IsAcceptedOnRequestOnlyAndThenKept()
    {
        using var certificate = SelfSigned();
        await using var world = await CliWorld.StartAsync(certificate);

        var refused = await world.RunAsync("login", world.Server.Url, "--username=bob", "--password=x");
        var accepted = await world.RunAsync("login", world.Server.Url, "--username=bob", "--password=x", "--ssl-verify=false");
        var later = await world.RunAsync("apps:list");

        refused.ExitCode.ShouldBe(1);
        refused.Error.ShouldStartWith($"Error: cannot reach the controller at {world.Server.Url}: The remote certificate is invalid");
        accepted.ExitCode.ShouldBe(0, accepted.Error);
        later.ExitCode.ShouldBe(0, later.Error);
    }

    [Fact]
    public async Task Login_CertificateTrustedByEnvironment_IsAccepted()
    {
        using var certificate = SelfSigned();
        await using var world = await CliWorld.StartAsync(certificate);
        var trusted = Path.Combine(world.Home, "trusted.pem");
        await File.WriteAllTextAsync(trusted, certificate.ExportCertificatePem());
        world.Environment["SSL_CERT_FILE"] = trusted;

        var result = await world.RunAsync("login", world.Server.Url, "--username=bob", "--password=x");

        result.ExitCode.ShouldBe(0, result.Error);
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=deis.localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("deis.localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
