using Deis.Local.Startup;

namespace Deis.Local.Tests.Startup;

public sealed class PlatformCertificateTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("deis-certificate-");

    private string File => Path.Combine(_folder.FullName, "certificate.pem");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Load_NoFile_MakesOneForTheDomainThatStays()
    {
        var made = PlatformCertificate.Load(File, TimeProvider.System)[0];

        made.HasPrivateKey.ShouldBeTrue();
        made.MatchesHostname("app.localhost").ShouldBeTrue();
        made.MatchesHostname("localhost").ShouldBeTrue();
        System.IO.File.GetUnixFileMode(File).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        PlatformCertificate.Load(File, TimeProvider.System)[0].Thumbprint.ShouldBe(made.Thumbprint);
    }

    [Fact]
    public void Load_FileThatHoldsNone_SaysSoAndWhatToDo()
    {
        System.IO.File.WriteAllText(File, "text");

        var failure = Should.Throw<LocalException>(() => PlatformCertificate.Load(File, TimeProvider.System));

        failure.Message.ShouldStartWith($"'{File}' does not hold a certificate, its private key and its chain as PEM");
        failure.Advice.ShouldContain("delete it");
    }
}
