using LibGit2Sharp;

namespace Deis.SshGateway.Helper.Pushes;

/// <summary>What a look at the pushed commit says.</summary>
/// <param name="Refusal">Why it cannot be deployed, or null.</param>
/// <param name="Warnings">What the user should know.</param>
internal sealed record PushedSource(string? Refusal, IReadOnlyList<string> Warnings)
{
    private const int MostNamed = 5;
    private const int LargestPointerBytes = 1024;
    private const string PointerStart = "version https://git-lfs.github.com/spec/";

    /// <summary>Looks at commit <paramref name="sha"/>.</summary>
    public static PushedSource Inspect(Repository git, string sha)
    {
        if (git.Lookup<Commit>(sha) is not { } commit)
        {
            return new PushedSource($"{sha} is not a commit. To deploy what a tag points to, push its commit: git push deis TAG^{{commit}}:{DeployBranches.All[0]}", []);
        }

        if (commit.Tree.Count == 0)
        {
            return new PushedSource("The commit has no files: there is nothing to deploy.", []);
        }

        List<string> submodules = [];
        List<string> pointers = [];
        Walk(commit.Tree, "", UsesLargeFileStorage(commit.Tree), submodules, pointers);
        List<string> warnings = [];
        if (submodules.Count > 0)
        {
            warnings.Add($"WARNING: submodules are not part of the build, their folders will be empty: {Listed(submodules)}. Commit the files themselves.");
        }

        if (pointers.Count > 0)
        {
            warnings.Add($"WARNING: Git LFS is not supported, the build gets pointers in place of these files: {Listed(pointers)}.");
        }

        return new PushedSource(null, warnings);
    }

    private static void Walk(Tree tree, string folder, bool largeFiles, List<string> submodules, List<string> pointers)
    {
        foreach (var entry in tree)
        {
            var path = folder + entry.Name;
            switch (entry.TargetType)
            {
                case TreeEntryTargetType.GitLink:
                    submodules.Add(path);
                    break;
                case TreeEntryTargetType.Tree:
                    Walk((Tree)entry.Target, $"{path}/", largeFiles, submodules, pointers);
                    break;
                case TreeEntryTargetType.Blob when largeFiles && IsPointer((Blob)entry.Target):
                    pointers.Add(path);
                    break;
            }
        }
    }

    // Reading every blob would be slow; a repository with LFS says so in its top .gitattributes.
    private static bool UsesLargeFileStorage(Tree tree) =>
        tree[".gitattributes"]?.Target is Blob attributes && attributes.GetContentText().Contains("filter=lfs", StringComparison.Ordinal);

    private static bool IsPointer(Blob blob) =>
        blob.Size <= LargestPointerBytes && blob.GetContentText().StartsWith(PointerStart, StringComparison.Ordinal);

    private static string Listed(List<string> paths) =>
        string.Join(", ", paths.Take(MostNamed)) + (paths.Count > MostNamed ? $" and {paths.Count - MostNamed} more" : "");
}
