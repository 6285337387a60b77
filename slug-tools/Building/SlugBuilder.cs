using System.Text;
using Deis.SlugTools.Archives;
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
        _clock.Lap("fetch");

        if (!(await ChooseAsync(cancellation)).TryGet(out var buildpack, out var failure))
            return failure;
        output.Title($"{buildpack.Title} app detected");
        if (await CompileAsync(buildpack, cancellation) is { } notCompiled)
            return notCompiled;
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

    private Task<Result<Buildpack>> ChooseAsync(CancellationToken cancellation)
    {
        var chooser = new BuildpackChooser(output, _scripts, inputs.ShowDetection);
        return inputs.BuildpackUrl is { } url
            ? chooser.FetchAsync(url, BuildFolders.CustomBuildpack, cancellation)
            : chooser.ChooseAsync(BuildFolders.Bundled, cancellation);
    }

    private async Task<Failure?> CompileAsync(Buildpack buildpack, CancellationToken cancellation)
    {
        if (await HookAsync("pre-compile", cancellation) is { } before)
            return before;

        var compiled = await _scripts.ShowAsync(
            BuildFolders.Build,
            buildpack.Script("compile"),
            [BuildFolders.Build, BuildFolders.Cache, BuildFolders.Environment],
            cancellation);
        if (compiled != 0)
            return StepFailed(buildpack, "compile", compiled);

        if (File.Exists(buildpack.Script("release")))
        {
            var (exitCode, text, errors) = await _scripts.CaptureAsync(
                BuildFolders.Build, buildpack.Script("release"), [BuildFolders.Build], cancellation);
            if (exitCode != 0)
            {
                output.Script(Encoding.UTF8.GetBytes(errors.TrimEnd()));
                return StepFailed(buildpack, "release", exitCode);
            }
            await File.WriteAllTextAsync(Path.Combine(BuildFolders.Build, ReleaseFile.FileName), text, cancellation);
        }
        return await HookAsync("post-compile", cancellation);
    }

    private async Task<Failure?> HookAsync(string name, CancellationToken cancellation)
    {
        var hook = Path.Combine(BuildFolders.Build, "bin", name);
        if (!File.Exists(hook))
            return null;
        var exitCode = await _scripts.ShowAsync(BuildFolders.Build, hook, [], cancellation);
        return exitCode == 0 ? null : new Failure($"the app's bin/{name} exited with code {exitCode}");
    }

    private static Failure StepFailed(Buildpack buildpack, string step, int exitCode) =>
        new($"the {buildpack.Id} buildpack's {step} step exited with code {exitCode}");

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
        var size = ArchiveWriter.Write(BuildFolders.Build, SlugFile, new SlugIgnore(BuildFolders.Build).Excludes);
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
