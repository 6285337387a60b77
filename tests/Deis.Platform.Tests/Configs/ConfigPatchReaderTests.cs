using System.Text.Json.Nodes;
using Deis.Platform.Configs;

namespace Deis.Platform.Tests.Configs;

/// <summary>Which values each map takes; the texts are tested over HTTP.</summary>
public sealed class ConfigPatchReaderTests
{
    [Theory]
    [InlineData("values", "FOO", "x", true)]
    [InlineData("values", "_foo", "x", true)]
    [InlineData("values", "f001", "x", true)]
    [InlineData("values", "FOO_BAR_BAZ_", "x", true)]
    [InlineData("values", "123", "x", false)]
    [InlineData("values", "../../foo", "x", false)]
    [InlineData("values", "FOO/", "x", false)]
    [InlineData("values", "FOO-BAR", "x", false)]
    [InlineData("values", "FOO\n", "x", false)]
    [InlineData("values", "", "x", false)]
    [InlineData("values", "PORT", "1", true)]
    [InlineData("values", "PORT", "65535", true)]
    [InlineData("values", "PORT", "0", false)]
    [InlineData("values", "PORT", "65536", false)]
    [InlineData("values", "PORT", "99999999999", false)]
    [InlineData("values", "PORT", "", false)]
    [InlineData("values", "HEALTHCHECK_URL", "/health", true)]
    [InlineData("values", "HEALTHCHECK_URL", "", false)]
    [InlineData("values", "HEALTHCHECK_URL", "http://example.com/health", false)]
    [InlineData("values", "HEALTHCHECK_URL", "//example.com", false)]
    [InlineData("values", "HEALTHCHECK_URL", "/health?x=1", false)]
    [InlineData("values", "HEALTHCHECK_URL", "/health#x", false)]
    [InlineData("values", "HEALTHCHECK_INITIAL_DELAY", "25", true)]
    [InlineData("values", "HEALTHCHECK_INITIAL_DELAY", "horse", false)]
    [InlineData("memory", "web", "0/100MB", true)]
    [InlineData("memory", "web", "200GB/100MB", true)]
    [InlineData("memory", "web", "20MB", true)]
    [InlineData("memory", "web", "20gb", true)]
    [InlineData("memory", "web", "0m", true)]
    [InlineData("memory", "web", "1G", true)]
    [InlineData("memory", "web", "20MK", false)]
    [InlineData("memory", "web", "10", false)]
    [InlineData("memory", "web", "20gK", false)]
    [InlineData("memory", "web", "mb", false)]
    [InlineData("memory", "web", "1Z", false)]
    [InlineData("memory", "web", "1G/0", false)]
    [InlineData("memory", "worker-test1", "1G", true)]
    [InlineData("memory", "1a", "1G", true)]
    [InlineData("memory", "worker_test", "1G", false)]
    [InlineData("memory", "Worker-test1", "1G", false)]
    [InlineData("memory", "worker-", "1G", false)]
    [InlineData("memory", "-", "1G", false)]
    [InlineData("cpu", "web", "0/2", true)]
    [InlineData("cpu", "web", "500m/600m", true)]
    [InlineData("cpu", "web", "0.5", true)]
    [InlineData("cpu", "web", ".123", true)]
    [InlineData("cpu", "web", "-1", true)]
    [InlineData("cpu", "web", "1G", false)]
    [InlineData("cpu", "web", ".", false)]
    [InlineData("cpu", "web", "m", false)]
    [InlineData("termination_grace_period", "web", "30", true)]
    [InlineData("termination_grace_period", "web", "", true)]
    [InlineData("termination_grace_period", "web", "abc", false)]
    [InlineData("tags", "environ", "dev", true)]
    [InlineData("tags", "kubernetes.io/hostname", "is.valid", true)]
    [InlineData("tags", "is.valid", "is-also_valid", true)]
    [InlineData("tags", "rack", "in\nvalid", false)]
    [InlineData("tags", "rack", "invalid.", false)]
    [InlineData("tags", "host.name.com/notvalid-", "x", false)]
    [InlineData("tags", "host.name.com/,not.valid", "x", false)]
    [InlineData("tags", "this&foo.com/valid", "x", false)]
    [InlineData("tags", "a/b/c", "x", false)]
    [InlineData("registry", "username", "x", true)]
    [InlineData("registry", "pa$$w0rd", "x", false)]
    [InlineData("lifecycle_post_start", "web", "anything; at all", true)]
    public void Entry_OfAMap_IsTakenOrRefused(string map, string key, string value, bool isTaken) =>
        (ConfigPatchReader.Read(new JsonObject { [map] = new JsonObject { [key] = value } }).Error is null).ShouldBe(isTaken);

    [Fact]
    public void Null_OfAnyKey_IsNotLookedAt() =>
        ConfigPatchReader.Read(new JsonObject { ["values"] = new JsonObject { ["PORT"] = null }, ["memory"] = new JsonObject { ["web"] = null } }).Error.ShouldBeNull();

    [Fact]
    public void Prefix_OfATag_IsNotLongerThanADomainName() =>
        ConfigPatchReader.Read(new JsonObject { ["tags"] = new JsonObject { [new string('a', 254) + "/b"] = "x" } }).Error.ShouldNotBeNull();

    [Theory]
    [InlineData("""{"httpGet":{"port":5000}}""", true)]
    [InlineData("""{"httpGet":{"port":5000,"path":"/","scheme":"HTTP","httpHeaders":[{"name":"a","value":"b"}]},"failureThreshold":3}""", true)]
    [InlineData("""{"exec":{"command":["ls"]},"unknown":{}}""", true)]
    [InlineData("""{"tcpSocket":{"port":80}}""", true)]
    [InlineData("""{"tcpSocket":{}}""", true)]
    [InlineData("""{"successThreshold":1}""", true)]
    [InlineData("""{"successThreshold":5}""", false)]
    [InlineData("""{"initialDelaySeconds":"t"}""", false)]
    [InlineData("""{"initialDelaySeconds":1.5}""", false)]
    [InlineData("""{"httpGet":{"path":"/"}}""", false)]
    [InlineData("""{"httpGet":{"port":"80"}}""", false)]
    [InlineData("""{"httpGet":{"port":80,"path":5}}""", false)]
    [InlineData("""{"httpGet":{"port":80,"httpHeaders":[{"name":"a"}]}}""", false)]
    [InlineData("""{"exec":{}}""", false)]
    [InlineData("""{"exec":{"command":[]}}""", false)]
    [InlineData("""{"exec":{"command":"ls"}}""", false)]
    [InlineData("""{"tcpSocket":{"port":"80"}}""", false)]
    [InlineData("""{"httpGet":{"port":0}}""", false)]
    [InlineData("""{"tcpSocket":{"port":65536}}""", false)]
    [InlineData("""{"httpGet":{"port":80,"scheme":"ftp"}}""", false)]
    [InlineData("""{"httpGet":{"port":80},"tcpSocket":{"port":80}}""", false)]
    [InlineData("""{"initialDelaySeconds":-1}""", false)]
    [InlineData("""{"timeoutSeconds":0}""", true)]
    [InlineData("""{"periodSeconds":86401}""", false)]
    [InlineData("\"none\"", false)]
    public void LivenessProbe_OfAType_IsTakenOrRefused(string probe, bool isTaken)
    {
        var healthcheck = new JsonObject { ["web/cmd"] = new JsonObject { ["livenessProbe"] = JsonNode.Parse(probe) } };

        (ConfigPatchReader.Read(new JsonObject { ["healthcheck"] = healthcheck }).Error is null).ShouldBe(isTaken);
    }

    [Fact]
    public void Errors_InSeveralMaps_AreAllTold()
    {
        var error = ConfigPatchReader.Read(new JsonObject { ["memory"] = "x", ["cpu"] = new JsonObject { ["web"] = "x" }, ["values"] = null }).Error.ShouldNotBeNull();

        error.Others.Prepend(error).Select(e => e.Field).ShouldBe(["cpu", "memory", "values"]);
    }
}
