namespace Deis.SlugTools.Building.Buildpacks;

/// <summary>Finds what builds an app: the custom buildpack, the list of the app, or the first bundled one that recognises it.</summary>
internal sealed class BuildpackChooser(BuildOutput output, BuildpackFetcher fetcher, BuildpackDetector detector)
{
    private const string Custom = "custom";

    /// <summary><paramref name="url"/> is the value of <c>BUILDPACK_URL</c>, or null.</summary>
    public async Task<Result<BuildpackChoice>> ChooseAsync(string? url, ScriptRunner scripts, CancellationToken cancellation)
    {
        if (url is not null)
            return await FetchCustomAsync(url, scripts, cancellation);
        if (!BuildpackList.Load(BuildFolders.Build).TryGet(out var sources, out var failure))
            return failure;
        return sources is null ? await DetectBundledAsync(scripts, cancellation) : await FetchListAsync(sources, cancellation);
    }

    /// <summary>A custom buildpack is used even if it does not recognise the app.</summary>
    private async Task<Result<BuildpackChoice>> FetchCustomAsync(string url, ScriptRunner scripts, CancellationToken cancellation)
    {
        output.Title("Fetching custom buildpack");
        if (!BuildpackSource.Parse(url, "BUILDPACK_URL").TryGet(out var source, out var failure))
            return failure;
        if (!(await fetcher.FetchAsync(source, Custom, cancellation)).TryGet(out var buildpack, out failure))
            return failure;
        return Single(await detector.DetectAsync(buildpack, scripts, cancellation) ?? buildpack with { Title = "Custom" });
    }

    /// <summary>All are fetched before the first one runs: a wrong address should not be found after minutes of compiling.</summary>
    private async Task<Result<BuildpackChoice>> FetchListAsync(List<BuildpackSource> sources, CancellationToken cancellation)
    {
        output.Title("Multipack app detected");
        var buildpacks = new List<Buildpack>();
        foreach (var source in sources)
        {
            output.Normal($"=====> Downloading Buildpack: {source.Display}");
            if (!(await fetcher.FetchAsync(source, source.Name, cancellation)).TryGet(out var buildpack, out var failure))
                return failure;
            buildpacks.Add(buildpack);
        }
        return new BuildpackChoice(buildpacks, IsList: true);
    }

    private BuildpackChoice Single(Buildpack buildpack)
    {
        output.Title($"{buildpack.Title} app detected");
        return new BuildpackChoice([buildpack], IsList: false);
    }

    private async Task<Result<BuildpackChoice>> DetectBundledAsync(ScriptRunner scripts, CancellationToken cancellation)
    {
        foreach (var folder in BundledBuildpacks.Folders())
        {
            var candidate = new Buildpack(BundledBuildpacks.Name(folder), "", folder);
            if (await detector.DetectAsync(candidate, scripts, cancellation) is { } found)
                return Single(fetcher.Take(folder) with { Title = found.Title });
        }
        output.Title("Unable to select a buildpack");
        return new Failure(
            $"no buildpack recognises this app (tried: {string.Join(", ", BundledBuildpacks.Names())}). The files they go by, such as package.json, "
            + "requirements.txt, index.html or Procfile, must be in the root of the repository and committed; for other languages set BUILDPACK_URL");
    }
}
