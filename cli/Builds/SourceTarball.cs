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
        FileStream file;
        try
        {
            file = File.OpenRead(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(e.Message);
        }
        if (file.ReadByte() != 0x1f || file.ReadByte() != 0x8b)
        {
            file.Dispose();
            throw new CommandException($"{path} is no .tar.gz; make one with 'git archive --format=tar.gz -o source.tar.gz HEAD'");
        }
        file.Position = 0;
        return file;
    }

    /// <summary>What stands in for its commit: the first 40 digits of its SHA-256.</summary>
    public static async Task<string> HashAsync(FileStream tarball, CancellationToken cancellationToken)
    {
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(tarball, cancellationToken));
        tarball.Position = 0;
        return hash[..ShaDigits];
    }
}
