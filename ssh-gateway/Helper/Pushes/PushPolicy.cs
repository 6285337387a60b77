namespace Deis.SshGateway.Helper.Pushes;

/// <summary>Which pushes are deployed (docs/protocol/builder.md §5): one update of one deploy branch.</summary>
internal static class PushPolicy
{
    /// <summary>What to tell the user instead of deploying, or null when the push is fine.</summary>
    public static string? Refusal(IReadOnlyList<RefUpdate> updates, DeployBranches branches)
    {
        if (updates.Count != 1)
        {
            return $"Push one branch at a time, and no tags with it: every push is one deploy. For example: git push deis {branches.All[0]}";
        }

        var update = updates[0];
        if (update.IsDeletion)
        {
            return $"{update.Reference} cannot be deleted here. To remove the app and its source, run: deis apps:destroy";
        }

        if (branches.BranchOf(update.Reference) is not null)
        {
            return null;
        }

        var named = branches.All is [var only] ? $"the branch {only}" : $"the branches {string.Join(" and ", branches.All)}";
        var verb = branches.All.Count == 1 ? "is" : "are";
        return update.Reference.StartsWith("refs/tags/", StringComparison.Ordinal)
            ? $"Tags are not deployed, only {named}. To deploy a tag, run: git push deis {Short(update.Reference)}^{{commit}}:{branches.All[0]}"
            : $"Only {named} {verb} deployed. To deploy this one, run: git push deis {Short(update.Reference)}:{branches.All[0]}";
    }

    private static string Short(string reference) =>
        reference.Split('/') is ["refs", "heads" or "tags", .. var name] ? string.Join('/', name) : reference;
}
