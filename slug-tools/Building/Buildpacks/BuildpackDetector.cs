namespace Deis.SlugTools.Building.Buildpacks;

/// <summary>Asks a buildpack whether the app is one of its kind.</summary>
/// <param name="output">The log of the build.</param>
/// <param name="showErrors">Shows what a <c>bin/detect</c> that says no wrote to standard error.</param>
internal sealed class BuildpackDetector(BuildOutput output, bool showErrors)
{
    /// <summary>The buildpack with the title it gave, or null.</summary>
    public async Task<Buildpack?> DetectAsync(Buildpack buildpack, ScriptRunner scripts, CancellationToken cancellation)
    {
        var (exitCode, title, errors) = await scripts.CaptureAsync(
            BuildFolders.Build, buildpack.Script("detect"), [BuildFolders.Build], cancellation);
        if (exitCode == 0)
            return buildpack with { Title = Printable.Text(title.Trim().ReplaceLineEndings(" ")) };
        if (showErrors && errors.Length > 0)
        {
            output.Normal($"{buildpack.Id} does not recognise the app:");
            foreach (var line in errors.TrimEnd().Split('\n'))
                output.Normal(line);
        }
        return null;
    }
}
