using LibGit2Sharp;

namespace Deis.SshGateway.Helper.Pushes;

/// <summary>What a look at the pushed commit says.</summary>
/// <param name="Refusal">Why it cannot be deployed, or null.</param>
/// <param name="Warnings">What the user should know.</param>
internal sealed record PushedSource(string? Refusal, IReadOnlyList<string> Warnings)
{
    private const int MostNamed = 5;

    /// <summary>Looks at commit <paramref name="sha"/>.</summary>
    public static PushedSource Inspect(Repository git, string sha, DeployBranches branches)
    {
        if (git.Lookup<Commit>(sha) is not { } commit)
        {
            return new PushedSource($"{sha} is not a commit. To deploy what a tag points to, push its commit: git push deis TAG^{{commit}}:{branches.All[0]}", []);
        }

        if (commit.Tree.Count == 0)
        {
            return new PushedSource("The commit has no files: there is nothing to deploy.", []);
        }

        SourceWalk walk = new(git, SourceLimits.Default);
        return walk.Run(commit.Tree) is { } refusal ? new PushedSource(refusal, []) : new PushedSource(null, [.. WarningsOf(walk)]);
    }

    private static IEnumerable<string> WarningsOf(SourceWalk walk)
    {
        if (walk.Submodules.Count > 0)
        {
            yield return $"WARNING: submodules are not part of the build, their folders will be empty: {Listed(walk.Submodules)}. Commit the files themselves.";
        }

        if (walk.Pointers.Count > 0)
        {
            yield return $"WARNING: Git LFS is not supported, the build gets pointers in place of these files: {Listed(walk.Pointers)}.";
        }
    }

    private static string Listed(IReadOnlyList<string> paths) =>
        string.Join(", ", paths.Take(MostNamed)) + (paths.Count > MostNamed ? $" and {paths.Count - MostNamed} more" : "");
}
