using System.Text.RegularExpressions;

namespace Deis.Cluster.Rights;

/// <summary>Reads a file with the rules of a ClusterRole, in the form that ours have.</summary>
internal static partial class RbacRules
{
    public static IReadOnlyList<Right> Read(string path) =>
    [
        .. from Match rule in Rule().Matches(File.ReadAllText(path))
           from @group in Items(rule.Groups["groups"])
           from resource in Items(rule.Groups["resources"])
           from verb in Items(rule.Groups["verbs"])
           select new Right(@group, resource, verb),
    ];

    private static IEnumerable<string> Items(Group list) => list.Value.Split(',').Select(item => item.Trim().Trim('"'));

    [GeneratedRegex(@"- apiGroups: \[(?<groups>.*)\]\s+resources: \[(?<resources>.*)\]\s+verbs: \[(?<verbs>.*)\]")]
    private static partial Regex Rule();
}
