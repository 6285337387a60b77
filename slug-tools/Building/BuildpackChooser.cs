namespace Deis.SlugTools.Building;

/// <summary>Finds the buildpack for an app: the custom one, or the first bundled one that recognises it.</summary>
internal sealed class BuildpackChooser(BuildOutput output, ScriptRunner scripts, bool showDetection)
{
    /// <summary>Bundled folders are called <c>NN-name</c>; the number is the order of detection.</summary>
    public async Task<Result<Buildpack>> ChooseAsync(string bundled, CancellationToken cancellation)
    {
        var ids = new List<string>();
        foreach (var folder in Directory.EnumerateDirectories(bundled).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(folder);
            ids.Add(name[(name.IndexOf('-', StringComparison.Ordinal) + 1)..]);
            if (await DetectAsync(new Buildpack(ids[^1], "", folder), cancellation) is { } found)
                return found;
        }
        output.Title("Unable to select a buildpack");
        return new Failure(
            $"no buildpack recognises this app (tried: {string.Join(", ", ids)}). The files it goes by, such as package.json, "
            + "index.html or Procfile, must be in the root of the repository and committed; for other languages set BUILDPACK_URL");
    }

    /// <summary>
    /// Fetches a custom buildpack, which is used even if it does not recognise the app. Its address is one that git knows, with
    /// an optional <c>#branch</c>, <c>#tag</c> or <c>#commit</c>.
    /// </summary>
    public async Task<Result<Buildpack>> FetchAsync(string address, string folder, CancellationToken cancellation)
    {
        output.Title("Fetching custom buildpack");
        var hash = address.IndexOf('#', StringComparison.Ordinal);
        var url = hash < 0 ? address : address[..hash];
        var reference = hash < 0 ? "" : address[(hash + 1)..];
        if (!await CloneAsync(url, reference, folder, cancellation))
        {
            return new Failure(reference.Length == 0
                ? "the custom buildpack could not be cloned; check BUILDPACK_URL"
                : $"the custom buildpack could not be cloned at \"{reference}\"; check BUILDPACK_URL");
        }

        var custom = new Buildpack("custom", "", folder);
        return await DetectAsync(custom, cancellation) ?? custom;
    }

    private async Task<bool> CloneAsync(string url, string reference, string folder, CancellationToken cancellation)
    {
        string[] branch = reference.Length == 0 ? [] : [$"--branch={reference}"];
        var shallow = await scripts.CaptureAsync("/", "git",
            ["clone", "-q", "--depth=1", .. branch, "--recurse-submodules", "--shallow-submodules", "--", url, folder], cancellation);
        if (shallow.ExitCode == 0)
            return true;

        // A commit cannot be cloned by name, and some servers do not do shallow clones.
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        if (await scripts.ShowAsync("/", "git", ["clone", "-q", "--", url, folder], cancellation) != 0)
            return false;
        return (reference.Length == 0
                || await scripts.ShowAsync(folder, "git", ["checkout", "-q", "--detach", reference, "--"], cancellation) == 0)
            && await scripts.ShowAsync(folder, "git", ["submodule", "update", "-q", "--init", "--recursive"], cancellation) == 0;
    }

    private async Task<Buildpack?> DetectAsync(Buildpack buildpack, CancellationToken cancellation)
    {
        var (exitCode, name, errors) = await scripts.CaptureAsync(
            BuildFolders.Build, buildpack.Script("detect"), [BuildFolders.Build], cancellation);
        if (exitCode == 0)
            return buildpack with { Title = name.Trim().ReplaceLineEndings(" ") };
        if (showDetection && errors.Length > 0)
        {
            output.Normal($"{buildpack.Id} does not recognise the app:");
            foreach (var line in errors.TrimEnd().Split('\n'))
                output.Normal(line);
        }
        return null;
    }
}
