using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Deis.Platform.Secrets;

namespace Deis.Platform.Runtime.Local.State;

/// <summary>
/// Small encrypted JSON files below one folder. A write is a temporary file, fsync, rename, fsync of the folder: after a crash a
/// reader finds the old or the new content. Each file is bound to its path, so that one cannot be put in another's place.
/// </summary>
internal sealed class StateFiles(string root, ISecretProtector protector)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const string TemporaryEnding = ".tmp";

    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Writes <paramref name="value"/> durably.</summary>
    public void Write<T>(string path, T value)
    {
        var target = Path.Combine(root, path);
        var folder = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(folder, OwnerOnly);
        var content = protector.Protect(JsonSerializer.SerializeToUtf8Bytes(value, Json), Purpose(path));
        var temporary = target + TemporaryEnding;
        using (var file = File.OpenHandle(temporary, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(file, content, 0);
            RandomAccess.FlushToDisk(file);
        }
        File.Move(temporary, target, overwrite: true);
        Native.SyncFolder(folder);
    }

    /// <summary>Reads a file; null when there is none.</summary>
    /// <exception cref="InvalidDataException">It was changed, or was written with another key.</exception>
    public T? Read<T>(string path) where T : class
    {
        var target = Path.Combine(root, path);
        if (!File.Exists(target))
            return null;
        try
        {
            return JsonSerializer.Deserialize<T>(protector.Unprotect(File.ReadAllBytes(target), Purpose(path)), Json);
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException)
        {
            throw new InvalidDataException($"{target} cannot be read: it was damaged, or the platform's secret key is not the one it was written with.", exception);
        }
    }

    /// <summary>Deletes a file; absence is not an error.</summary>
    public void Delete(string path)
    {
        var target = Path.Combine(root, path);
        if (File.Exists(target))
            File.Delete(target);
    }

    /// <summary>Deletes a folder with all files in it; absence is not an error.</summary>
    public void DeleteFolder(string path)
    {
        var target = Path.Combine(root, path);
        if (Directory.Exists(target))
            Directory.Delete(target, recursive: true);
    }

    /// <summary>Names of the files in a folder, without leftovers of interrupted writes.</summary>
    public IReadOnlyList<string> ListFiles(string path)
    {
        var target = Path.Combine(root, path);
        return Directory.Exists(target)
            ? [.. Directory.EnumerateFiles(target).Where(file => !file.EndsWith(TemporaryEnding, StringComparison.Ordinal)).Select(file => Path.GetFileName(file))]
            : [];
    }

    /// <summary>Names of the folders in a folder.</summary>
    public IReadOnlyList<string> ListFolders(string path)
    {
        var target = Path.Combine(root, path);
        return Directory.Exists(target) ? [.. Directory.EnumerateDirectories(target).Select(folder => Path.GetFileName(folder))] : [];
    }

    private static string Purpose(string path) => $"local-runtime/{path}";
}
