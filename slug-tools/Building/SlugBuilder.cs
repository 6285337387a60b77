using Deis.SlugTools.Archives;
using Deis.SlugTools.Building.Buildpacks;
using Deis.SlugTools.Procfiles;
using Deis.SlugTools.Transfer;

namespace Deis.SlugTools.Building;

/// <summary>One build, from source to slug, in the order and with the words of docs/protocol/slug.md §1.1.</summary>
internal sealed class SlugBuilder(BuildOutput output, Storage storage, BuildInputs inputs, TimeProvider time)
{
    private readonly BuildCache _cache = new(output, storage, inputs);
    private readonly BuildClock _clock = new(time);
    private readonly ScriptRunner _scripts = new(output, ScriptEnvironment.Create(), time);

    /// <summary>Where the slug is after a successful run.</summary>
    public static string SlugFile => Path.Combine(BuildFolders.Out, "slug.tgz");

    /// <summary>Runs all phases; null when the slug is stored.</summary>
    public async Task<Failure?> RunAsync(CancellationToken cancellation)
    {
        BuildFolders.Prepare();
        AppConfig.Copy();
        if (await FetchAsync(cancellation) is { } notFetched)
            return notFetched;
        if (AppConfig.InstallSshKey() is { } badKey)
            return badKey;
        // Compiling may take minutes; a mistake in the file need not wait for it.
        if (Procfile.Load(BuildFolders.Build).Failure is { } badProcfile)
            return badProcfile;
        if (SlugIgnore.Load(BuildFolders.Build).Failure is { } badIgnore)
            return badIgnore;
        _clock.Lap("fetch");

        if (!(await CompileAsync(cancellation)).TryGet(out var buildpack, out var failure))
            return failure;
        _clock.Lap("compile");

        if (!Discover(buildpack).TryGet(out var types, out failure))
            return failure;
        return await StoreAsync(types, cancellation);
    }

    private async Task<Failure?> FetchAsync(CancellationToken cancellation)
    {
        var fetchingCache = Task.Run(() => _cache.Fetch(cancellation), cancellation);
        var fetched = storage.Download(
            "the source",
            inputs.Source,
            archive => ArchiveExtractor.Extract(archive, BuildFolders.Build, LinkPolicy.Inside, inputs.Limits),
            cancellation);
        await _cache.ReportAsync(fetchingCache);
        if (!fetched.TryGet(out var found, out var failure))
            return failure;
        return found ? null : new Failure("the source is no longer in the storage; push again", ExitCodes.StorageUnavailable);
    }

    private async Task<Result<Buildpack>> CompileAsync(CancellationToken cancellation)
    {
        var detector = new BuildpackDetector(output, inputs.ShowDetection);
        var fetcher = new BuildpackFetcher(_scripts, time, inputs.Limits);
        var chooser = new BuildpackChooser(output, fetcher, detector);
        return (await chooser.ChooseAsync(inputs.BuildpackUrl, _scripts, cancellation)).TryGet(out var choice, out var failure)
            ? await new Compiler(output, detector).RunAsync(choice, _scripts, cancellation)
            : failure;
    }

    private Result<List<ProcessType>> Discover(Buildpack buildpack)
    {
        output.Title("Discovering process types");
        if (!Procfile.Load(BuildFolders.Build).TryGet(out var declared, out var failure))
            return failure;
        if (!ReleaseFile.Load(BuildFolders.Build).TryGet(out var release, out failure))
            return failure with { Message = $"the {buildpack.Id} buildpack's release step printed no valid YAML: {failure.Message}" };

        if (declared is not null)
            output.Normal($"Procfile declares types -> {Names(declared)}");
        if (release.DefaultProcessTypes.Count > 0)
            output.Normal($"Default process types for {buildpack.Title} -> {Names(release.DefaultProcessTypes)}");
        var types = declared ?? release.DefaultProcessTypes;
        StartFiles.Write(BuildFolders.Build, types, release.ConfigVariables);
        return types;
    }

    private static string Names(List<ProcessType> types) => string.Join(", ", types.Select(type => type.Name));

    private async Task<Failure?> StoreAsync(List<ProcessType> types, CancellationToken cancellation)
    {
        if (!SlugIgnore.Load(BuildFolders.Build).TryGet(out var ignored, out var failure))
            return failure;
        if (!ArchiveWriter.Write(BuildFolders.Build, SlugFile, ignored.Excludes, inputs.Limits).TryGet(out var size, out failure))
            return failure with { Message = $"the slug cannot be made: {failure.Message}. What the app does not need when it runs can be listed in .slugignore" };
        var procfile = Path.Combine(BuildFolders.Out, Procfile.FileName);
        await File.WriteAllTextAsync(procfile, Procfile.Write(types), cancellation);
        _clock.Lap("slug");

        Task<Failure?>[] storing =
        [
            UploadAsync("the slug", SlugFile, inputs.Slug, cancellation),
            UploadAsync("the process types", procfile, inputs.Procfile, cancellation),
        ];
        _cache.Store(cancellation);
        output.Title($"Compiled slug size is {FileSize.Format(size)}");
        if ((await Task.WhenAll(storing)).FirstOrDefault(failure => failure is not null) is { } notStored)
            return notStored;

        _clock.Lap("store");
        output.Normal($"Build finished in {_clock.Summary()}");
        return null;
    }

    private Task<Failure?> UploadAsync(string what, string file, StorageAddress? to, CancellationToken cancellation) =>
        Task.Run(() => to is null ? null : storage.Upload(what, file, to, cancellation), cancellation);
}
