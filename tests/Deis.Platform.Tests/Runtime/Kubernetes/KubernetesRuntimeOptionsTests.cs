using System.ComponentModel.DataAnnotations;
using Deis.Platform.Runtime.Kubernetes;

namespace Deis.Platform.Tests.Runtime.Kubernetes;

/// <summary>What is said of settings that cannot work.</summary>
public sealed class KubernetesRuntimeOptionsTests
{
    [Theory]
    [InlineData("{\"hard\":{\"pods\":\"20\",\"limits.memory\":\"2Gi\"}}", true)]
    [InlineData("{}", false)]
    [InlineData("20 pods", false)]
    public void Quota_ThatIsNone_IsNamed(string quota, bool isRight) =>
        Problems(new KubernetesRuntimeOptions { SlugRunnerImage = "slugrunner:1", DefaultQuota = quota }).ShouldBe(
            isRight ? [] : ["""KubernetesRuntime:DefaultQuota is not the spec of a ResourceQuota in JSON, such as {"hard":{"pods":"20"}}."""]);

    [Fact]
    public void Registry_WithoutItsLogin_IsNamed() =>
        Problems(new KubernetesRuntimeOptions { SlugRunnerImage = "slugrunner:1", RegistryLocation = "off-cluster", RegistryHost = "registry.example.org" }).ShouldBe(
            ["KubernetesRuntime:RegistryLocation is off-cluster: RegistryHost, RegistryUser and RegistryPassword are needed, too."]);

    private static IEnumerable<string?> Problems(KubernetesRuntimeOptions options)
    {
        List<ValidationResult> problems = [];
        Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true);
        return problems.Select(problem => problem.ErrorMessage);
    }
}
