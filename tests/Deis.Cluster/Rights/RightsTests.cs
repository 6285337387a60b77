using Deis.Acceptance.Driving;
using Xunit.Abstractions;

namespace Deis.Cluster.Rights;

/// <summary>
/// The whole suite runs under the accounts of the platform and of the router. What these asked for is in the audit log of the API server: nothing was refused, and
/// nothing is allowed that was not asked for.
/// </summary>
[Collection(LastOfAll.Name)]
public sealed class RightsTests(ITestOutputHelper output)
{
    [ContractTheory]
    [InlineData("deis-controller", "platform/Runtime/Kubernetes/rbac.yaml")]
    [InlineData("deis-router", "router/Sources/Kubernetes/rbac.yaml")]
    public async Task The_rules_of_an_account_are_all_needed_and_none_is_missing(string account, string rules)
    {
        var audit = await AuditLog.ReadAsync($"system:serviceaccount:deis:{account}");
        var allowed = RbacRules.Read(Path.Combine(Repository.Root, rules));

        audit.Refused.ShouldBeEmpty($"{rules} lacks rules");
        if (LastOfAll.IsWholeSuite)
            allowed.Except(audit.Granted).ShouldBeEmpty($"{rules} allows what nobody asked for");
        else
            output.WriteLine("Only a part of the suite ran: whether a rule is superfluous cannot be said.");
    }
}
