namespace Deis.Cli.Git;

/// <summary>Finds the app that the current folder belongs to (docs/protocol/cli.md §6).</summary>
internal static class AppDetection
{
    /// <summary>The app of the first remote that leads to the builder, else the name of the folder.</summary>
    public static async Task<string> DetectAsync(BuilderAddress builder, CancellationToken cancellationToken)
    {
        foreach (var remote in await GitRemotes.TryListAsync(cancellationToken) ?? [])
        {
            if (builder.AppOf(remote.PushUrl) is { Length: > 0 } app)
                return app;
        }
        return Path.GetFileName(Environment.CurrentDirectory).ToLowerInvariant();
    }
}
