using System.Security.Cryptography;

namespace Deis.Cli.Builds;

/// <summary>A tarball of source on this machine.</summary>
internal static class SourceTarball
{
    private const int ShaDigits = 40;

    /// <summary>Opens it.</summary>
    /// <exception cref="CommandException">It cannot be read, or is not compressed by gzip.</exception>
    public static FileStream Open(string path)
    {
        var file = OpenFile(path);
        if (file.ReadByte() != 0x1f || file.ReadByte() != 0x8b)
        {
            file.Dispose();
            throw new CommandException($"{path} is no .tar.gz; make one with 'git archive --format=tar.gz -o source.tar.gz HEAD'");
        }
        file.Position = 0;
        return file;
    }

    private static FileStream OpenFile(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandException($"there is no file {path}; name a tarball, or give an image by --image");
        }
        catch (UnauthorizedAccessException)
        {
            throw new CommandException(Directory.Exists(path)
                ? $"{path} is a folder; make a tarball of it with 'git archive --format=tar.gz -o source.tar.gz HEAD'"
                : $"{path} may not be read");
        }
        catch (IOException e)
        {
            throw new CommandException($"{path} cannot be read: {e.Message}");
        }
    }

    /// <summary>What stands in for its commit: the first 40 digits of its SHA-256.</summary>
    public static async Task<string> HashAsync(FileStream tarball, CancellationToken cancellationToken)
    {
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(tarball, cancellationToken));
        tarball.Position = 0;
        return hash[..ShaDigits];
    }
}
