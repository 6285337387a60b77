namespace Deis.SlugTools.Tests.Support;

/// <summary>An app's configuration, mounted where a build looks for it.</summary>
internal sealed class ConfigFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ConfigFolder(params (string Name, string Value)[] variables)
    {
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_101_101);
        foreach (var (name, value) in variables)
            File.WriteAllText(_folder[name], value);
    }

    public Sandbox In(Sandbox sandbox)
    {
        sandbox.Mounts[_folder.Path] = "/tmp/env";
        return sandbox;
    }

    public void Dispose() => _folder.Dispose();
}
