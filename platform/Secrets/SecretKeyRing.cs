using System.Security.Cryptography;

namespace Deis.Platform.Secrets;

/// <summary>The keys of <see cref="AesGcmSecretProtector"/>: the last one seals, all of them open.</summary>
/// <remarks>
/// A key file is text with one key per line, <c>&lt;id&gt;:&lt;64 hex digits&gt;</c>, id 0–255; blank lines and lines that start with <c>#</c> do
/// not count. To rotate, append a line with a new id; to forget a key, remove its line once nothing is sealed with it.
/// </remarks>
public sealed class SecretKeyRing
{
    private const int KeyBytes = 32;

    private readonly Dictionary<byte, byte[]> _keys;

    private SecretKeyRing(Dictionary<byte, byte[]> keys, byte current)
    {
        _keys = keys;
        CurrentId = current;
    }

    /// <summary>Id of the key that seals.</summary>
    public byte CurrentId { get; }

    /// <summary>Reads a key file; when it is missing and <paramref name="create"/> is set, makes one that only its owner can read.</summary>
    /// <exception cref="InvalidDataException">The file holds no key, or a line is not of the form above.</exception>
    /// <exception cref="FileNotFoundException">There is no file, and none shall be made.</exception>
    public static SecretKeyRing Load(string path, bool create)
    {
        if (create && !File.Exists(path))
        {
            Create(path);
        }
        return Parse(File.ReadAllLines(path), path);
    }

    internal byte[]? Find(byte id) => _keys.GetValueOrDefault(id);

    private static SecretKeyRing Parse(IEnumerable<string> lines, string path)
    {
        var keys = new Dictionary<byte, byte[]>();
        byte? last = null;
        var number = 0;
        foreach (var line in lines.Select(l => l.Trim()))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }
            var parts = line.Split(':');
            if (parts.Length != 2 || !byte.TryParse(parts[0], out var id) || parts[1].Length != KeyBytes * 2 || !parts[1].All(char.IsAsciiHexDigit) ||
                !keys.TryAdd(id, Convert.FromHexString(parts[1])))
            {
                throw new InvalidDataException($"{path}, line {number}: expected <id>:<64 hex digits> with an id from 0 to 255 that occurs once.");
            }
            last = id;
        }
        return new SecretKeyRing(keys, last ?? throw new InvalidDataException($"{path} holds no key."));
    }

    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var fresh = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        try
        {
            using (var stream = new FileStream(fresh, options))
            using (var writer = new StreamWriter(stream))
            {
                writer.WriteLine($"1:{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes))}");
                writer.Flush();
                stream.Flush(flushToDisk: true);
            }
            File.Move(fresh, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was faster; its key counts.
        }
        finally
        {
            File.Delete(fresh);
        }
    }
}
