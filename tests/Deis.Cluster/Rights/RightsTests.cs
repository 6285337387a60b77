using Deis.Acceptance.Driving;
using Deis.TestSupport.Kubernetes;
using Xunit.Abstractions;

namespace Deis.Cluster.Rights;

/// <summary>
/// The whole suite runs under the accounts of the platform and of the router. What these asked for is in the audit log of the API server: nothing was refused,
/// nothing is allowed that was not asked for, and newer clusters have all of it.
/// </summary>
[Collection(LastOfAll.Name)]
public sealed class RightsTests(ITestOutputHelper output)
{
    private const string Core = "v1";

    // This cluster lacks EndpointSlices v1 and is content with less for attaching and for commands inside processes.
    private static readonly Right[] _ofNewerClusters =
    [
        new("discovery.k8s.io", "endpointslices", "list"), new("discovery.k8s.io", "endpointslices", "watch"), new("", "pods/attach", "create"),
        new("", "pods/exec", "create"),
    ];

    // The API server is asked which it has (docs/protocol/kubernetes-runtime.md §3).
    private static readonly string[] _ofOlderClusters = ["autoscaling/v2beta2"];

    [ContractTheory]
    [InlineData("deis-controller", "platform/Runtime/Kubernetes/rbac.yaml")]
    [InlineData("deis-router", "router/Sources/Kubernetes/rbac.yaml")]
    public async Task The_rules_of_an_account_are_all_needed_and_none_is_missing(string account, string rules)
    {
        var audit = await AuditLog.ReadAsync(UserOf(account));
        var allowed = RbacRules.Read(Path.Combine(Repository.Root, rules));

        // A server that has just come back refuses everything until it has read the rules.
        audit.Refused.Except(audit.Granted).ShouldBeEmpty($"{rules} lacks rules");
        if (LastOfAll.IsWholeSuite)
            allowed.Except(audit.Granted).Except(_ofNewerClusters).ShouldBeEmpty($"{rules} allows what nobody asked for");
        else
            output.WriteLine("Only a part of the suite ran: whether a rule is superfluous cannot be said.");
    }

    [ContractTheory]
    [InlineData("deis-controller")]
    [InlineData("deis-router")]
    public async Task Nothing_is_asked_for_that_newer_clusters_lack(string account) =>
        (await AuditLog.ReadAsync(UserOf(account))).Versions.Except([Core, .. DocumentedApiServer.Version136, .. _ofOlderClusters]).ShouldBeEmpty();

    private static string UserOf(string account) => $"system:serviceaccount:deis:{account}";
}
