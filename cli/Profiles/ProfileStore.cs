using System.Text.Json;
using Deis.Client.Transport;

namespace Deis.Cli.Profiles;

/// <summary>The profile file of this run (docs/protocol/cli.md §2).</summary>
internal sealed class ProfileStore(string path)
{
    private const string Variable = "DEIS_PROFILE";
    private const string DefaultName = "client";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public string Path { get; } = path;

    /// <summary>The user's home folder.</summary>
    public static string Home =>
        Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home
            ? home
            : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>The file that a <c>-c</c> value, else <c>DEIS_PROFILE</c>, else the default names.</summary>
    public static ProfileStore For(string? given)
    {
        var name = given ?? Environment.GetEnvironmentVariable(Variable) ?? DefaultName;
        return new ProfileStore(IsPath(name) ? name : System.IO.Path.Combine(Home, ".deis", name + ".json"));
    }

    /// <summary>Reads the profile.</summary>
    /// <exception cref="CommandException">There is none, or it is damaged.</exception>
    public Profile Load() => TryLoad() ?? throw new CommandException(
        $"Client configuration file not found at: {Path}\nAre you logged in? Use 'deis login' or 'deis register' to get started.");

    /// <summary>Reads the profile; null when there is none.</summary>
    /// <exception cref="CommandException">It is damaged.</exception>
    public Profile? TryLoad()
    {
        try
        {
            var profile = JsonSerializer.Deserialize(File.ReadAllBytes(Path), ProfileJson.Default.Profile);
            // A file without the property gives null, whatever the type says.
            if (profile is { Controller: not null } && ControllerUrl.TryNormalise(profile.Controller, out var controller, out _))
                return profile with { Controller = controller };
            throw Damaged("it names no controller");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException e)
        {
            throw Damaged(e.Message);
        }
    }

    /// <summary>Writes the profile, readable by its owner only; a reader sees the old one or the new one.</summary>
    public void Save(Profile profile)
    {
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!;
        Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        var temporary = System.IO.Path.Combine(folder, $".{System.IO.Path.GetFileName(Path)}.{Environment.ProcessId}");
        File.Delete(temporary);
        using (var file = new FileStream(temporary, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = OwnerOnly,
        }))
        {
            JsonSerializer.Serialize(file, profile, ProfileJson.Default.Profile);
        }
        File.Move(temporary, Path, overwrite: true);
    }

    /// <summary>Forgets the profile, if there is one.</summary>
    public void Delete()
    {
        if (File.Exists(Path))
            File.Delete(Path);
    }

    private CommandException Damaged(string why) =>
        new($"the client configuration file {Path} cannot be read ({why}); log in again to replace it");

    // The rule of the original: a separator, something, ".json". Everything else is a name.
    private static bool IsPath(string name)
    {
        const string Extension = ".json";
        var separator = name.AsSpan().IndexOfAny('/', '\\');
        return separator >= 0
            && name.EndsWith(Extension, StringComparison.Ordinal)
            && separator + 1 < name.Length - Extension.Length;
    }
}
