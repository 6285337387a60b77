namespace Deis.Cli.Git;

/// <summary>Finds the app that the current folder belongs to (docs/protocol/cli.md §6).</summary>
internal static class AppDetection
{
    /// <summary>The app of the first remote that leads to the builder, else the name of the folder.</summary>
    /// <exception cref="CommandException">The folder has no name, or git is missing.</exception>
    public static async Task<string> DetectAsync(BuilderAddress builder, CancellationToken cancellationToken)
    {
        foreach (var remote in await GitRemotes.TryListAsync(cancellationToken) ?? [])
        {
            if (builder.AppOf(remote.PushUrl) is { Length: > 0 } app)
                return app;
        }
        return Path.GetFileName(Environment.CurrentDirectory) is { Length: > 0 } folder
            ? folder.ToLowerInvariant()
            : throw new CommandException("nothing here says which app is meant; name it with --app");
    }
}
