namespace Deis.SshGateway.Helper.Pushes;

/// <summary>Which pushes are deployed (docs/protocol/builder.md §5): one update of one deploy branch.</summary>
internal static class PushPolicy
{
    /// <summary>What to tell the user instead of deploying, or null when the push is fine.</summary>
    public static string? Refusal(IReadOnlyList<RefUpdate> updates)
    {
        if (updates.Count != 1)
        {
            return "Push one branch at a time, and no tags with it: every push is one deploy. For example: git push deis master";
        }

        var update = updates[0];
        if (update.IsDeletion)
        {
            return $"{update.Reference} cannot be deleted here. To remove the app and its source, run: deis apps:destroy";
        }

        if (DeployBranches.BranchOf(update.Reference) is not null)
        {
            return null;
        }

        var branches = string.Join(" and ", DeployBranches.All);
        return update.Reference.StartsWith("refs/tags/", StringComparison.Ordinal)
            ? $"Tags are not deployed, only the branches {branches}. To deploy a tag, run: git push deis {Short(update.Reference)}^{{commit}}:{DeployBranches.All[0]}"
            : $"Only the branches {branches} are deployed. To deploy this one, run: git push deis {Short(update.Reference)}:{DeployBranches.All[0]}";
    }

    private static string Short(string reference) =>
        reference.Split('/') is ["refs", "heads" or "tags", .. var name] ? string.Join('/', name) : reference;
}
