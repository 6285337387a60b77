using System.Text;
using Deis.SlugTools.Building.Buildpacks;
using Deis.SlugTools.Procfiles;

namespace Deis.SlugTools.Building;

/// <summary>Runs the scripts that turn source into an app: those of the buildpacks and the hooks of the app.</summary>
internal sealed class Compiler(BuildOutput output, BuildpackDetector detector)
{
    private static readonly string[] OfTheShell = ["", "_", "SHLVL", "PWD", "OLDPWD"];

    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Runs them all; the last buildpack, whose <c>bin/release</c> counts, or the reason of the failure.</summary>
    public async Task<Result<Buildpack>> RunAsync(BuildpackChoice choice, ScriptRunner scripts, CancellationToken cancellation)
    {
        if (await HookAsync("pre-compile", scripts, cancellation) is { } before)
            return before;

        var last = choice.Buildpacks[^1];
        foreach (var next in choice.Buildpacks)
        {
            last = next;
            if (choice.IsList)
            {
                if (await detector.DetectAsync(next, scripts, cancellation) is not { } detected)
                    return new Failure($"the {next.Id} buildpack, listed in {BuildpackList.FileName}, does not recognise this app; remove it, or add what it looks for");
                last = detected;
                output.Normal($"=====> Detected Framework: {last.Title}");
            }
            if (await CompileAsync(last, scripts, cancellation) is { } notCompiled)
                return notCompiled;
            scripts = await ImportAsync(last, scripts, cancellation);
        }

        return await HookAsync("post-compile", scripts, cancellation) is { } after ? after : last;
    }

    private async Task<Failure?> CompileAsync(Buildpack buildpack, ScriptRunner scripts, CancellationToken cancellation)
    {
        var compiled = await scripts.ShowAsync(
            BuildFolders.Build,
            buildpack.Script("compile"),
            [BuildFolders.Build, BuildFolders.Cache, BuildFolders.Environment],
            cancellation);
        return compiled == 0 ? await ReleaseAsync(buildpack, scripts, cancellation) : StepFailed(buildpack, "compile", compiled);
    }

    private async Task<Failure?> ReleaseAsync(Buildpack buildpack, ScriptRunner scripts, CancellationToken cancellation)
    {
        if (!File.Exists(buildpack.Script("release")))
            return null;
        var (exitCode, text, errors) = await scripts.CaptureAsync(
            BuildFolders.Build, buildpack.Script("release"), [BuildFolders.Build], cancellation);
        if (exitCode != 0)
        {
            foreach (var line in errors.TrimEnd().Split('\n'))
                output.Script(Encoding.UTF8.GetBytes(line));
            return StepFailed(buildpack, "release", exitCode);
        }
        await File.WriteAllTextAsync(Path.Combine(BuildFolders.Build, ReleaseFile.FileName), text, cancellation);
        return null;
    }

    /// <summary>Variables of a file <c>export</c> that the buildpack left for those after it, and for the hook at the end.</summary>
    private static async Task<ScriptRunner> ImportAsync(Buildpack buildpack, ScriptRunner scripts, CancellationToken cancellation)
    {
        var export = Path.Combine(buildpack.Folder, "export");
        if (!File.Exists(export))
            return scripts;
        var (exitCode, variables, _) = await scripts.CaptureAsync(
            BuildFolders.Build, "/bin/bash", ["-c", ". \"$1\" >/dev/null && exec env -0", "bash", export], cancellation);
        return exitCode != 0
            ? scripts
            : scripts.With(variables.Split('\0', StringSplitOptions.RemoveEmptyEntries)
                .Select(variable => variable.Split('=', 2))
                .Where(pair => pair.Length == 2 && !OfTheShell.Contains(pair[0]))
                .Select(pair => KeyValuePair.Create(pair[0], pair[1])));
    }

    private static async Task<Failure?> HookAsync(string name, ScriptRunner scripts, CancellationToken cancellation)
    {
        var hook = Path.Combine(BuildFolders.Build, "bin", name);
        if (!File.Exists(hook))
            return null;
        if ((File.GetUnixFileMode(hook) & Executable) == 0)
            return new Failure($"the app's bin/{name} is not executable; mark it with: git update-index --chmod=+x bin/{name}");
        var exitCode = await scripts.ShowAsync(BuildFolders.Build, hook, [], cancellation);
        return exitCode == 0 ? null : new Failure($"the app's bin/{name} exited with code {exitCode}");
    }

    private static Failure StepFailed(Buildpack buildpack, string step, int exitCode) =>
        new($"the {buildpack.Id} buildpack's {step} step exited with code {exitCode}");
}
