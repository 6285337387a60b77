using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Deis.Platform.Secrets;

namespace Deis.Platform.Runtime.Local.State;

/// <summary>The desired state of the machine on disk (docs/protocol/local-runtime.md §1).</summary>
internal sealed partial class RuntimeStore(string folder, ISecretProtector protector)
{
    private readonly StateFiles _files = new(folder, protector);

    /// <summary>The apps that have a folder.</summary>
    public IReadOnlyList<string> Apps() => _files.ListFolders("apps");

    /// <summary>Reads an app; null when unknown.</summary>
    public AppState? ReadApp(string app) => _files.Read<AppState>($"{App(app)}/app");

    /// <summary>Remembers an app.</summary>
    public void WriteApp(string app, AppState state) => _files.Write($"{App(app)}/app", state);

    /// <summary>Forgets an app with all that belongs to it.</summary>
    public void DeleteApp(string app) => _files.DeleteFolder(App(app));

    /// <summary>The process types of an app.</summary>
    public IReadOnlyList<string> Types(string app) => _files.ListFiles($"{App(app)}/types");

    /// <summary>Reads a process type; null when unknown.</summary>
    public ProcessTypeState? ReadType(string app, string type) => _files.Read<ProcessTypeState>(Type(app, type));

    /// <summary>Remembers a process type.</summary>
    public void WriteType(string app, string type, ProcessTypeState state) => _files.Write(Type(app, type), state);

    /// <summary>Forgets a process type.</summary>
    public void DeleteType(string app, string type) => _files.Delete(Type(app, type));

    /// <summary>The jobs of an app, ended ones included.</summary>
    public IReadOnlyList<string> Jobs(string app) => _files.ListFiles($"{App(app)}/jobs");

    /// <summary>Reads a job; null when unknown.</summary>
    public JobState? ReadJob(string app, string name) => _files.Read<JobState>(Job(app, name));

    /// <summary>Remembers a job.</summary>
    public void WriteJob(string app, string name, JobState state) => _files.Write(Job(app, name), state);

    /// <summary>Forgets a job and its output.</summary>
    public void DeleteJob(string app, string name)
    {
        _files.Delete(Output(app, name));
        _files.Delete(Job(app, name));
    }

    /// <summary>Reads what an ended job has written; null when that was not kept.</summary>
    public JobOutput? ReadOutput(string app, string name) => _files.Read<JobOutput>(Output(app, name));

    /// <summary>Remembers what a job has written.</summary>
    public void WriteOutput(string app, string name, JobOutput output) => _files.Write(Output(app, name), output);

    /// <summary>Remembers an end that no object keeps.</summary>
    public void WriteLoose(string key, LooseOutcome outcome) => _files.Write(Loose(key), outcome);

    /// <summary>Forgets one of them.</summary>
    public void DeleteLoose(string key) => _files.Delete(Loose(key));

    /// <summary>All such ends that are younger than <paramref name="oldest"/>; older ones are deleted.</summary>
    public IReadOnlyList<LooseOutcome> TakeLoose(DateTimeOffset oldest)
    {
        var kept = new List<LooseOutcome>();
        foreach (var file in _files.ListFiles("outcomes"))
        {
            if (_files.Read<LooseOutcome>($"outcomes/{file}") is { } outcome && outcome.At >= oldest)
                kept.Add(outcome);
            else
                _files.Delete($"outcomes/{file}");
        }
        return kept;
    }

    private static string App(string app) => $"apps/{Checked(app)}";

    private static string Type(string app, string type) => $"{App(app)}/types/{Checked(type)}";

    private static string Job(string app, string name) => $"{App(app)}/jobs/{Checked(name)}";

    private static string Output(string app, string name) => $"{App(app)}/outputs/{Checked(name)}";

    private static string Loose(string key) => $"outcomes/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}";

    private static string Checked(string name) =>
        SafeName().IsMatch(name) ? name : throw new ArgumentException($"'{name}' cannot name an app, process type or job.", nameof(name));

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_-]{0,199}\z")]
    private static partial Regex SafeName();
}
