using System.Text;
using Deis.Kubernetes.Resources;
using Deis.Platform.Runtime;
using k8s.Models;

namespace Deis.Platform.Tests.Runtime.Kubernetes;

/// <summary>What the runtime tells routers of certificates, in a real API server.</summary>
public sealed class CertificateSecretsTests : RuntimeOnApiServer
{
    [NeedsApiServerFact]
    public async Task Certificates_OfARouting_AreSecretsThatTheServiceNames()
    {
        await Runtime.PublishRoutingAsync(Routing(("www.example.com", "www"), ("*.example.com", "www"), ("shop.example.com", "shop")), Deadline);

        (await NotesAsync()).ShouldContainKeyAndValue("router.deis.io/certificates", "www.example.com:www,*.example.com:www,shop.example.com:shop");
        (await NamesAsync()).ShouldBe(["shop-cert", "www-cert"]);
        var secret = (await new ResourceClient<V1Secret>(Client).FindAsync("blog", "www-cert", Deadline))!;
        secret.Type.ShouldBe("Opaque");
        Encoding.UTF8.GetString(secret.Data["tls.crt"]).ShouldBe("chain of www");
        Encoding.UTF8.GetString(secret.Data["tls.key"]).ShouldBe("key of www");
        secret.Metadata.Labels.ShouldContainKeyAndValue("app", "blog");
        secret.Metadata.Labels.ShouldContainKeyAndValue("heritage", "deis");
    }

    [NeedsApiServerFact]
    public async Task Certificates_ThatNoHostHasAnyLonger_AreGone()
    {
        await Runtime.PublishRoutingAsync(Routing(("www.example.com", "www"), ("shop.example.com", "shop")), Deadline);
        await Runtime.PublishRoutingAsync(Routing(("shop.example.com", "shop")), Deadline);

        (await NamesAsync()).ShouldBe(["shop-cert"]);
        (await NotesAsync()).ShouldContainKeyAndValue("router.deis.io/certificates", "shop.example.com:shop");

        await Runtime.PublishRoutingAsync(Routing(), Deadline);

        (await NamesAsync()).ShouldBeEmpty();
        (await NotesAsync()).ShouldNotContainKey("router.deis.io/certificates");
    }

    private async Task<IDictionary<string, string>> NotesAsync() =>
        (await new ResourceClient<V1Service>(Client).FindAsync("blog", "blog", Deadline))!.Metadata.Annotations;

    private async Task<IEnumerable<string>> NamesAsync() =>
        (await new ResourceClient<V1Secret>(Client).ListAsync(new ResourceSelection("blog", "router.deis.io/certificate=true"), Deadline)).Items
            .Select(secret => secret.Metadata.Name).Order();

    private static AppRouting Routing(params (string Host, string Name)[] certificates) => new()
    {
        App = "blog",
        Hosts = ["blog", .. certificates.Select(certificate => certificate.Host)],
        RoutedType = "web",
        Certificates = [.. certificates.Select(certificate => new HostCertificate(certificate.Host, certificate.Name, $"chain of {certificate.Name}", $"key of {certificate.Name}"))],
    };
}
