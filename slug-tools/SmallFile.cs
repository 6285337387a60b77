using System.Text;

namespace Deis.SlugTools;

/// <summary>Reads text files that an app or a script of its build has made: they may be anything.</summary>
internal static class SmallFile
{
    /// <summary>The largest of the files we read: Procfile, .slugignore, .buildpacks, .release.</summary>
    public const int LargestSize = 64 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// The text of a file in a folder; null when there is none. Devices and pipes have no length and count as empty: reading one
    /// might never end.
    /// </summary>
    /// <param name="folder">Where it is.</param>
    /// <param name="name">Its name there.</param>
    /// <param name="whenTooLarge">What to do about a file that is too large.</param>
    public static Result<string?> Read(string folder, string name, string whenTooLarge)
    {
        if (Find(Path.Combine(folder, name)) is not { } file)
            return (string?)null;
        if (file.Length > LargestSize)
            return new Failure($"{name}: it is {FileSize.Format(file.Length)} large, at most {FileSize.Format(LargestSize)} are allowed; {whenTooLarge}");
        if (file.Length == 0)
            return "";

        try
        {
            using var content = file.OpenRead();
            var bytes = new byte[LargestSize];
            var length = content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            var text = Strict.GetString(bytes, 0, length);
            return text.StartsWith('\uFEFF') ? text[1..] : text;
        }
        catch (DecoderFallbackException)
        {
            return new Failure($"{name}: it is not text in UTF-8; save it in that encoding");
        }
        catch (UnauthorizedAccessException)
        {
            return new Failure($"{name}: it may not be read; restore its permissions");
        }
    }

    private static FileInfo? Find(string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null)
        {
            try
            {
                file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo;
            }
            catch (IOException)
            {
                // A link to itself leads to no file.
                return null;
            }
        }
        return file is { Exists: true } ? file : null;
    }
}
