using Deis.SlugTools.Archives;
using Deis.SlugTools.Transfer;

namespace Deis.SlugTools.Building;

/// <summary>What a buildpack keeps between builds. It saves time and nothing else, so no trouble with it fails a build.</summary>
internal sealed class BuildCache(BuildOutput output, Storage storage, BuildInputs inputs)
{
    private string _restored = "";

    /// <summary>Brings back the cache of the last build. Prints nothing: it runs beside the fetching of the source.</summary>
    public Result<bool> Fetch(CancellationToken cancellation)
    {
        if (inputs.CacheIn is not { } from)
            return false;
        Directory.CreateDirectory(BuildFolders.Cache);
        var fetched = storage.Download(
            "the cache",
            from,
            archive => ArchiveExtractor.Extract(archive, BuildFolders.Cache, LinkPolicy.Anywhere, inputs.Limits),
            cancellation);
        if (fetched.Failure is not null)
            Folder.Clear(BuildFolders.Cache);
        return fetched;
    }

    /// <summary>Tells the user how <see cref="Fetch"/> went, and remembers what the cache holds.</summary>
    public async Task ReportAsync(Task<Result<bool>> fetching)
    {
        if (inputs.CacheIn is not null)
        {
            output.Title("Restoring cache...");
            var fetched = await fetching;
            output.Normal(fetched.TryGet(out var found, out var failure) switch
            {
                false => $"The cache cannot be used, building without it: {failure!.Message}",
                true when found => "Done!",
                _ => "No cache file found. If this is the first deploy, it will be created now.",
            });
        }
        _restored = FolderTree.Fingerprint(BuildFolders.Cache, inputs.Limits.MaxEntries);
    }

    /// <summary>Stores the cache if the build changed it.</summary>
    public void Store(CancellationToken cancellation)
    {
        if (inputs.CacheOut is not { } to)
            return;

        output.Title("Checking for changes inside the cache directory...");
        if (!Directory.EnumerateFileSystemEntries(BuildFolders.Cache).Any())
        {
            output.Normal("No files were added to the cache folder, cache wasn't updated");
            return;
        }
        output.Normal(Upload(to, cancellation));
    }

    private string Upload(StorageAddress to, CancellationToken cancellation)
    {
        try
        {
            if (FolderTree.Fingerprint(BuildFolders.Cache, inputs.Limits.MaxEntries) == _restored)
                return "Cache unchanged, not updating";
        }
        catch (ArchiveRefusedException refusal)
        {
            return $"The cache is not kept: {refusal.Message}";
        }

        output.Normal("Files inside cache folder changed, uploading new cache...");
        var archive = Path.Combine(BuildFolders.Out, "cache.tgz");
        if (ArchiveWriter.Write(BuildFolders.Cache, archive, static _ => false, inputs.Limits).TryGet(out var size, out var failure))
            failure = storage.Upload("the cache", archive, to, cancellation);
        return failure is null
            ? $"Done: Uploaded cache ({FileSize.Format(size)})"
            : $"The cache is not kept: {failure.Message}";
    }
}
