using System.Text;
using System.Text.Json;
using Deis.Platform.Runtime;
using Deis.Platform.Runtime.Kubernetes.Objects;

namespace Deis.Platform.Tests.Runtime.Kubernetes;

public sealed class PullSecretTests
{
    [Theory]
    [InlineData("ann/blog:2", null, "https://index.docker.io/v1/")]
    [InlineData("blog", null, "https://index.docker.io/v1/")]
    [InlineData("docker.io/ann/blog", null, "https://index.docker.io/v1/")]
    [InlineData("quay.io/ann/blog", null, "quay.io")]
    [InlineData("localhost:5000/blog", null, "localhost:5000")]
    [InlineData("quay.io/ann/blog", "registry.example.org", "registry.example.org")]
    public void Login_IsForTheRegistryOfTheImage(string image, string? host, string registry)
    {
        var secret = PullSecret.Of("blog", image, new RegistryLogin(host, "ann", "s3cret"));

        (secret.Metadata.Name, secret.Metadata.NamespaceProperty, secret.Type).ShouldBe(("private-registry", "blog", "kubernetes.io/dockerconfigjson"));
        var logins = JsonDocument.Parse(secret.Data[".dockerconfigjson"]).RootElement.GetProperty("auths");
        var login = logins.EnumerateObject().Single();
        login.Name.ShouldBe(registry);
        Encoding.UTF8.GetString(login.Value.GetProperty("auth").GetBytesFromBase64()).ShouldBe("ann:s3cret");
    }

    [Fact]
    public void Login_AsText_HasNoPassword() => new RegistryLogin("quay.io", "ann", "s3cret").ToString().ShouldBe("ann at quay.io");
}
