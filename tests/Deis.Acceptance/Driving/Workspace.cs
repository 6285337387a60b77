using System.Diagnostics;

namespace Deis.Acceptance.Driving;

/// <summary>A folder with the source of an app, and somebody who works in it.</summary>
public sealed class Workspace(Platform platform, string app, string folder, IReadOnlyDictionary<string, string> environment)
{
    /// <summary>App id.</summary>
    public string App => app;

    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>Types a <c>deis</c> command in the folder; the app is found by its git remote.</summary>
    public Task<CommandResult> DeisAsync(params string[] arguments) => Command.RunAsync("deis", arguments, folder, environment);

    /// <summary>Types a <c>deis</c> command that is given its standard input.</summary>
    public Task<CommandResult> DeisAsync(IEnumerable<string> arguments, string input) => Command.RunAsync("deis", arguments, folder, environment, input);

    /// <summary>Types a <c>deis</c> command and does not wait for it; the caller ends the process.</summary>
    public Process Start(params string[] arguments) => Command.Start("deis", arguments, folder, environment);

    /// <summary>Types a <c>git</c> command in the folder.</summary>
    public Task<CommandResult> GitAsync(params string[] arguments) => Command.RunAsync("git", arguments, folder, environment);

    /// <summary>Begins a <c>git</c> command, as the leader of a process group of its own, with more variables; the caller ends the process.</summary>
    public Process StartGit(IReadOnlyDictionary<string, string> variables, params string[] arguments) =>
        StartProgram("setsid", ["git", .. arguments], variables.Select(variable => (variable.Key, variable.Value)));

    /// <summary>Begins any command with more variables; the caller ends the process.</summary>
    public Process StartProgram(string program, IEnumerable<string> arguments, IEnumerable<(string Name, string Value)> variables)
    {
        var all = new Dictionary<string, string>(environment);
        foreach (var (name, value) in variables)
        {
            all[name] = value;
        }
        return Command.Start(program, arguments, folder, all);
    }

    /// <summary>The value of a variable of this person's environment.</summary>
    public string Variable(string name) => environment[name];

    /// <summary>The address that another app's repository has.</summary>
    public async Task<string> UrlOfAsync(string other) =>
        (await GitAsync("remote", "get-url", "deis")).ShouldSucceed().Output.Trim().Replace($"/{app}.git", $"/{other}.git", StringComparison.Ordinal);

    /// <summary>Commits everything and pushes it.</summary>
    public async Task<CommandResult> PushAsync()
    {
        await CommitAsync();
        return await GitAsync("push", "deis", "master");
    }

    /// <summary>Commits everything and begins to push it; the caller ends the process.</summary>
    public async Task<Process> StartPushAsync()
    {
        await CommitAsync();
        return Command.Start("git", ["push", "deis", "master"], folder, environment);
    }

    /// <summary>Replaces a text in a file; it must be there.</summary>
    public async Task EditAsync(string file, string from, string to)
    {
        var path = Path.Combine(folder, file);
        var text = await File.ReadAllTextAsync(path);
        text.ShouldContain(from);
        await File.WriteAllTextAsync(path, text.Replace(from, to, StringComparison.Ordinal));
    }

    /// <summary>Writes a file.</summary>
    public async Task WriteAsync(string file, string text)
    {
        var path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text);
    }

    /// <summary>The commit that the platform's repository has for <c>master</c>; null when it has none.</summary>
    public async Task<string?> RemoteHeadAsync()
    {
        var refs = (await GitAsync("ls-remote", "deis", "refs/heads/master")).ShouldSucceed().Output;
        return refs.Length == 0 ? null : refs.Split('\t')[0];
    }

    /// <summary>The local commit.</summary>
    public async Task<string> HeadAsync() => (await GitAsync("rev-parse", "HEAD")).ShouldSucceed().Output.Trim();

    /// <summary>The text of a page of the app; fails unless the status is 200.</summary>
    public Task<string> GetAsync(string path = "/") => platform.GetTextAsync(app, path);

    /// <summary>Commits everything.</summary>
    public async Task CommitAsync()
    {
        (await GitAsync("add", "-A")).ShouldSucceed();
        (await GitAsync("commit", "-q", "--allow-empty", "-m", "Change")).ShouldSucceed();
    }
}
