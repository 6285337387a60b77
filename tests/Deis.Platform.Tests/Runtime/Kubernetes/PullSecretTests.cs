using System.Text;
using System.Text.Json;
using Deis.Platform.Runtime;
using Deis.Platform.Runtime.Kubernetes;
using Deis.Platform.Runtime.Kubernetes.Objects;
using k8s.Models;

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
        var secret = PullSecret.Of("blog", Workload(image) with { Registry = new RegistryLogin(host, "ann", "s3cret") }, Settings("off-cluster"))!;

        (secret.Metadata.Name, secret.Metadata.NamespaceProperty, secret.Type).ShouldBe(("private-registry", "blog", "kubernetes.io/dockerconfigjson"));
        var logins = JsonDocument.Parse(secret.Data[".dockerconfigjson"]).RootElement.GetProperty("auths");
        var login = logins.EnumerateObject().Single();
        login.Name.ShouldBe(registry);
        Encoding.UTF8.GetString(login.Value.GetProperty("auth").GetBytesFromBase64()).ShouldBe("ann:s3cret");
    }

    [Fact]
    public void Login_OfTheOperator_IsForAppsWithoutOneOfTheirOwn()
    {
        var secret = PullSecret.Of("blog", Workload("registry.example.org/ann/blog"), Settings("off-cluster"))!;

        secret.Metadata.Name.ShouldBe("private-registry-off-cluster");
        var login = JsonDocument.Parse(secret.Data[".dockerconfigjson"]).RootElement.GetProperty("auths").GetProperty("registry.example.org");
        Encoding.UTF8.GetString(login.GetProperty("auth").GetBytesFromBase64()).ShouldBe("deis:op3rator");
    }

    [Theory]
    [InlineData("off-cluster", "private-registry-off-cluster")]
    [InlineData("ecr", "private-registry-ecr")]
    [InlineData("gcr", "private-registry-gcr")]
    [InlineData("elsewhere", null)]
    [InlineData(null, null)]
    public void Name_FollowsTheLocation_AndOfACloudTheSecretIsMadeByOthers(string? location, string? name)
    {
        var workload = Workload("registry.example.org/ann/blog");

        PullSecret.NameOf(workload, Settings(location)).ShouldBe(name);
        (PullSecret.Of("blog", workload, Settings(location)) is not null).ShouldBe(location == "off-cluster");
        (PodTemplate.Pod(new V1Container(), workload, Settings(location)).ImagePullSecrets?.Single().Name).ShouldBe(name);
    }

    [Fact]
    public void Login_AsText_HasNoPassword() => new RegistryLogin("quay.io", "ann", "s3cret").ToString().ShouldBe("ann at quay.io");

    private static Workload Workload(string image) => new()
    {
        Image = new AppImage(ImageKind.Container, image),
        Arguments = ["start", "web"],
        Environment = new Dictionary<string, string>(),
        LogStream = "blog",
    };

    private static KubernetesRuntimeOptions Settings(string? location) =>
        new() { RegistryLocation = location, RegistryHost = "registry.example.org", RegistryUser = "deis", RegistryPassword = "op3rator" };
}
