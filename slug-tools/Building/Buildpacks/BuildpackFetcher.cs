using System.Globalization;
using Deis.SlugTools.Archives;
using Deis.SlugTools.Transfer;

namespace Deis.SlugTools.Building.Buildpacks;

/// <summary>
/// Brings buildpacks to folders of their own. Bundled ones are copied too: a buildpack may leave a file <c>export</c> beside its
/// <c>bin</c> for those that come after it.
/// </summary>
internal sealed class BuildpackFetcher(ScriptRunner scripts, TimeProvider time, ArchiveLimits limits)
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private int _fetched;

    /// <summary>Fetches one; messages about its scripts call it <paramref name="id"/>.</summary>
    public async Task<Result<Buildpack>> FetchAsync(BuildpackSource source, string id, CancellationToken cancellation)
    {
        if (source.Origin is BuildpackOrigin.Bundled)
        {
            return BundledBuildpacks.Find(source.Address) is { } folder
                ? Take(folder)
                : new Failure($"{source.Where}: there is no buildpack \"{source.Address}\" here, only {string.Join(", ", BundledBuildpacks.Names())}; others are given by URL");
        }

        var target = NextFolder();
        var failure = source.Origin is BuildpackOrigin.Archive
            ? Download(source, target, cancellation)
            : await new GitClone(scripts, source).RunAsync(target, cancellation);
        if (failure is not null)
            return failure;

        var buildpack = new Buildpack(id, "", RootOf(target));
        if (!File.Exists(buildpack.Script("compile")))
            return new Failure($"{source.Display} is not a buildpack: it has no bin/compile; check {source.Where}");
        foreach (var script in ((string[])["detect", "compile", "release"]).Select(buildpack.Script).Where(File.Exists))
            File.SetUnixFileMode(script, File.GetUnixFileMode(script) | Executable);
        return buildpack;
    }

    /// <summary>Makes a bundled one ready.</summary>
    public Buildpack Take(string bundled)
    {
        var id = BundledBuildpacks.Name(bundled);
        var folder = NextFolder();
        Folder.Copy(bundled, folder);
        return new Buildpack(id, "", folder);
    }

    private string NextFolder() => Path.Combine(BuildFolders.Buildpacks, (++_fetched).ToString(CultureInfo.InvariantCulture));

    private Failure? Download(BuildpackSource source, string folder, CancellationToken cancellation)
    {
        if (source.Reference.Length > 0)
            return new Failure($"{source.Where}: a .tgz has no #reference");
        Directory.CreateDirectory(folder);
        using var web = Storage.OfTheWeb(time);
        var fetched = web.Download(
            "the buildpack",
            new StorageAddress(new Uri(source.Address), source.Credentials),
            archive => ArchiveExtractor.Extract(archive, folder, LinkPolicy.Inside, limits),
            cancellation);
        if (!fetched.TryGet(out var found, out var failure))
            return failure with { Message = $"{failure.Message} ({source.Display}); check {source.Where}", ExitCode = ExitCodes.BuildFailed };
        return found ? null : new Failure($"there is nothing at {source.Display}; check {source.Where}");
    }

    /// <summary>Archives of a hosting service hold everything in one folder.</summary>
    private static string RootOf(string folder)
    {
        if (Directory.Exists(Path.Combine(folder, "bin")))
            return folder;
        return Directory.GetFileSystemEntries(folder) is [var only] && Directory.Exists(Path.Combine(only, "bin")) ? only : folder;
    }
}
