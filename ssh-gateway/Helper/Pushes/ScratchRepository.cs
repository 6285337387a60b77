using LibGit2Sharp;

namespace Deis.SshGateway.Helper.Pushes;

/// <summary>Lets LibGit2Sharp see the objects of a push before they are accepted. git keeps them in a quarantine folder named by its environment, which
/// LibGit2Sharp ignores; so this is an empty repository whose alternates name the quarantine and the real objects.</summary>
internal sealed class ScratchRepository : IDisposable
{
    private readonly string _folder;

    private ScratchRepository(string folder)
    {
        _folder = folder;
        Git = new Repository(folder);
    }

    /// <summary>The repository.</summary>
    public Repository Git { get; }

    /// <summary>Makes one in <paramref name="parent"/> from the environment that git gives its hooks.</summary>
    public static ScratchRepository FromHookEnvironment(string parent)
    {
        var alternates = Environment.GetEnvironmentVariable("GIT_ALTERNATE_OBJECT_DIRECTORIES") ?? "";
        string[] objects = [Required.Variable("GIT_OBJECT_DIRECTORY"), .. alternates.Split(':', StringSplitOptions.RemoveEmptyEntries)];
        var folder = Path.Combine(parent, $"scratch-{Guid.NewGuid():N}");
        Directory.CreateDirectory(Path.Combine(folder, "refs", "heads"));
        Directory.CreateDirectory(Path.Combine(folder, "objects", "info"));
        File.WriteAllText(Path.Combine(folder, "HEAD"), "ref: refs/heads/none\n");
        File.WriteAllText(Path.Combine(folder, "config"), "[core]\n\tbare = true\n\trepositoryformatversion = 0\n");
        File.WriteAllLines(Path.Combine(folder, "objects", "info", "alternates"), objects.Select(Path.GetFullPath));
        return new ScratchRepository(folder);
    }

    public void Dispose()
    {
        Git.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
