using Deis.TestSupport.Tls;

namespace Deis.Functions.Tests.Cases;

/// <summary>The certificates that cases speak of.</summary>
internal static class CaseCertificates
{
    private static readonly Lazy<TestCertificate> Usual = new(() => TestCertificate.Rsa(
        "E=a@b.example, CN=foo.com, OU=Engineering, O=Deis, L=San Francisco, S=CA, C=US",
        until: new DateTimeOffset(2016, 3, 5, 17, 14, 27, TimeSpan.Zero)));

    private static readonly Lazy<TestCertificate> Other = new(() => TestCertificate.Rsa("CN=bar.com", ["bar.com", "*.bar.com"]));

    private static readonly Lazy<TestCertificate> Nameless = new(() => TestCertificate.Rsa("O=Deis"));

    /// <summary>A certificate or a key by its name, as it stands within a JSON text; null when nothing is called so.</summary>
    public static string? Find(string name) => name switch
    {
        "certificate" => Usual.Value.Chain,
        "privatekey" => Usual.Value.Key,
        "othercertificate" => Other.Value.Chain,
        "otherkey" => Other.Value.Key,
        "nameless" => Nameless.Value.Chain,
        "namelesskey" => Nameless.Value.Key,
        _ => null,
    } is { } pem ? pem.ReplaceLineEndings("\\n") : null;
}
