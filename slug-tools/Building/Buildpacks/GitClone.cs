namespace Deis.SlugTools.Building.Buildpacks;

/// <summary>
/// Clones a buildpack. Credentials go by environment and a credential helper: git hands the address it is given on to its own
/// child processes, where everybody who may list processes can read it. They are for that one server, not for those of submodules.
/// </summary>
internal sealed class GitClone
{
    private const string UserVariable = "DEIS_GIT_USERNAME";
    private const string PasswordVariable = "DEIS_GIT_PASSWORD";
    private const string Helper = $"!f() {{ printf 'username=%s\\npassword=%s\\n' \"${UserVariable}\" \"${PasswordVariable}\"; }}; f";

    private readonly BuildpackSource _source;
    private readonly ScriptRunner _scripts;

    public GitClone(ScriptRunner scripts, BuildpackSource source)
    {
        _source = source;
        _scripts = source.Credentials is var (user, password)
            ? scripts.With(new Dictionary<string, string>
            {
                ["GIT_CONFIG_COUNT"] = "1",
                ["GIT_CONFIG_KEY_0"] = $"credential.{new Uri(source.Address).GetLeftPart(UriPartial.Authority)}.helper",
                ["GIT_CONFIG_VALUE_0"] = Helper,
                [UserVariable] = user,
                [PasswordVariable] = password,
            })
            : scripts;
    }

    /// <summary>Clones into a folder that does not exist yet.</summary>
    public async Task<Failure?> RunAsync(string folder, CancellationToken cancellation)
    {
        if (await TryShallowAsync(folder, cancellation) || await TryFullAsync(folder, cancellation))
            return null;
        var at = _source.Reference.Length == 0 ? "" : $" at \"{_source.Reference}\"";
        return new Failure($"the buildpack {_source.Display} could not be cloned{at}; check {_source.Where}");
    }

    private async Task<bool> TryShallowAsync(string folder, CancellationToken cancellation)
    {
        string[] branch = _source.Reference.Length == 0 ? [] : [$"--branch={_source.Reference}"];
        var (exitCode, _, _) = await _scripts.CaptureAsync("/", "git",
            ["clone", "-q", "--depth=1", .. branch, "--recurse-submodules", "--shallow-submodules", "--", _source.Address, folder], cancellation);
        return exitCode == 0;
    }

    /// <summary>A commit cannot be cloned by name, and some servers do no shallow clones.</summary>
    private async Task<bool> TryFullAsync(string folder, CancellationToken cancellation)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        return await _scripts.ShowAsync("/", "git", ["clone", "-q", "--", _source.Address, folder], cancellation) == 0
            && (_source.Reference.Length == 0
                || await _scripts.ShowAsync(folder, "git", ["checkout", "-q", "--detach", _source.Reference, "--"], cancellation) == 0)
            && await _scripts.ShowAsync(folder, "git", ["submodule", "update", "-q", "--init", "--recursive"], cancellation) == 0;
    }
}
