namespace Deis.Cli.Git;

/// <summary>The remotes of the repository in the current folder.</summary>
internal static class GitRemotes
{
    /// <summary>All remotes in git's order; null when there is no repository.</summary>
    public static async Task<IReadOnlyList<GitRemote>?> TryListAsync(CancellationToken cancellationToken)
    {
        var result = await GitProcess.TryRunAsync(["remote", "-v"], cancellationToken);
        return result.ExitCode == 0 ? Parse(result.Output) : null;
    }

    /// <summary>All remotes in git's order.</summary>
    /// <exception cref="CommandException">There is no repository.</exception>
    public static async Task<IReadOnlyList<GitRemote>> ListAsync(CancellationToken cancellationToken) =>
        Parse(await GitProcess.RunAsync(["remote", "-v"], cancellationToken));

    /// <summary>Adds a remote.</summary>
    /// <exception cref="CommandException">There is no repository, or the name is taken.</exception>
    public static async Task AddAsync(string name, string url, CancellationToken cancellationToken) =>
        await GitProcess.RunAsync(["remote", "add", name, url], cancellationToken);

    /// <summary>Removes a remote.</summary>
    public static async Task RemoveAsync(string name, CancellationToken cancellationToken) =>
        await GitProcess.RunAsync(["remote", "remove", name], cancellationToken);

    /// <summary>Removes every remote of an app; gives how many there were.</summary>
    public static async Task<int> RemoveAllAsync(
        IEnumerable<GitRemote> remotes, BuilderAddress builder, string app, CancellationToken cancellationToken)
    {
        var removed = 0;
        foreach (var remote in remotes.Where(remote => builder.IsRemoteOf(app, remote.PushUrl)))
        {
            await RemoveAsync(remote.Name, cancellationToken);
            removed++;
        }
        return removed;
    }

    // "deis<TAB>ssh://git@host:2222/app.git (push)"
    private static List<GitRemote> Parse(string listing)
    {
        const string PushMark = " (push)";
        var remotes = new List<GitRemote>();
        foreach (var line in listing.Split('\n'))
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            if (tab > 0 && line.EndsWith(PushMark, StringComparison.Ordinal))
                remotes.Add(new GitRemote(line[..tab], line[(tab + 1)..^PushMark.Length]));
        }
        return remotes;
    }
}
