using System.Text.Json.Nodes;
using Deis.Platform.Configs;
using Deis.Platform.Results;

namespace Deis.Platform.Tests.Configs;

public sealed class ConfigMergeTests
{
    private static readonly ConfigContent Empty = new(new Dictionary<ConfigMap, IReadOnlyDictionary<string, string>>(), []);

    [Fact]
    public void Keys_NotMentioned_Stay()
    {
        var limited = Merge(Empty, """{"memory":{"web":"1G"}}""");

        var merged = Merge(limited, """{"memory":{"worker":"512M"},"values":{"A":"1"}}""");

        merged[ConfigMap.Memory].ShouldBe(new Dictionary<string, string> { ["web"] = "1G", ["worker"] = "512M" });
        merged[ConfigMap.Values].ShouldBe(new Dictionary<string, string> { ["A"] = "1" });
        limited[ConfigMap.Memory].Count.ShouldBe(1);
    }

    [Fact]
    public void Probes_OfAType_AreMergedOneByOne()
    {
        var first = Merge(Empty, """{"healthcheck":{"web":{"livenessProbe":{"tcpSocket":{"port":80}}}}}""");

        var second = Merge(first, """{"healthcheck":{"web":{"readinessProbe":{"tcpSocket":{"port":81}}}}}""");
        var third = Merge(second, """{"healthcheck":{"web":{"livenessProbe":null}}}""");

        second.Healthcheck["web"]!.AsObject().Count.ShouldBe(2);
        third.Healthcheck.ToJsonString().ShouldBe("""{"web":{"readinessProbe":{"tcpSocket":{"port":81}}}}""");
        Merge(third, """{"healthcheck":{"web":{"readinessProbe":null}}}""").Healthcheck.ToJsonString().ShouldBe("""{"web":{}}""");
        Merge(third, """{"healthcheck":{"web":null}}""").Healthcheck.ToJsonString().ShouldBe("{}");
        first.Healthcheck["web"]!.AsObject().Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"healthcheck":{"web":null}}""", "web does not exist under healthcheck")]
    [InlineData("""{"healthcheck":{"web":{"livenessProbe":null}}}""", "livenessProbe does not exist under healthcheck")]
    [InlineData("""{"registry":{"PASSWORD":null}}""", "password does not exist under registry")]
    public void Unset_OfWhatIsNotSet_IsUnprocessable(string patch, string message)
    {
        var error = ConfigMerge.Apply(Empty, Read(patch)).Error.ShouldNotBeNull();

        error.ShouldBe(Error.Unprocessable(message));
    }

    [Fact]
    public void HealthcheckUrl_InTheEnvironment_BecomesBothProbes()
    {
        var merged = Merge(Empty, """{"values":{"HEALTHCHECK_URL":"/health","A":"1"}}""");

        merged[ConfigMap.Values].Keys.ShouldBe(["A"]);
        var probe = """{"initialDelaySeconds":50,"timeoutSeconds":50,"periodSeconds":10,"successThreshold":1,"failureThreshold":3,"httpGet":{"path":"/health","port":5000}}""";
        merged.Healthcheck.ToJsonString().ShouldBe($$$"""{"web/cmd":{"livenessProbe":{{{probe}}},"readinessProbe":{{{probe}}}}}""");
    }

    [Fact]
    public void HealthcheckVariables_InTheEnvironment_SetTheProbesNumbers()
    {
        var merged = Merge(
            Empty,
            """
            {"values":{"PORT":"8080","HEALTHCHECK_URL":"/","HEALTHCHECK_INITIAL_DELAY":"25","HEALTHCHECK_TIMEOUT":"10","HEALTHCHECK_PERIOD_SECONDS":"5",
            "HEALTHCHECK_SUCCESS_THRESHOLD":"2","HEALTHCHECK_FAILURE_THRESHOLD":"2"}}
            """);

        merged[ConfigMap.Values].Keys.ShouldBe(["PORT"]);
        merged.Healthcheck["web/cmd"]!["readinessProbe"]!.ToJsonString().ShouldBe(
            """{"initialDelaySeconds":25,"timeoutSeconds":10,"periodSeconds":5,"successThreshold":2,"failureThreshold":2,"httpGet":{"path":"/","port":8080}}""");
        merged.Healthcheck["web/cmd"]!["livenessProbe"]!["successThreshold"]!.GetValue<int>().ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"values":{"A":"1"}}""", """{"values":{"A":"1"}}""", true)]
    [InlineData("""{"values":{"A":"1","B":"2"}}""", """{"values":{"B":"2","A":"1"}}""", true)]
    [InlineData("""{"values":{"A":"1"}}""", """{"values":{"A":"2"}}""", false)]
    [InlineData("""{"values":{"A":"1"}}""", """{"values":{"A":"1","B":"2"}}""", false)]
    [InlineData("""{"healthcheck":{"web":{"livenessProbe":{}}}}""", "{}", false)]
    public void Contents_ThatSayTheSame_AreTheSame(string one, string other, bool same) => Merge(Empty, one).SameAs(Merge(Empty, other)).ShouldBe(same);

    private static ConfigPatch Read(string patch) => ConfigPatchReader.Read(JsonNode.Parse(patch)!.AsObject()).Value;

    private static ConfigContent Merge(ConfigContent current, string patch) => ConfigMerge.Apply(current, Read(patch)).Value;
}
