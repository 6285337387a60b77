using System.Text;

namespace Deis.Cli.Keys;

/// <summary>A public key file in OpenSSH's one-line form.</summary>
/// <param name="Id">The key's comment, else the file's name up to the first dot.</param>
/// <param name="Public">The line.</param>
/// <param name="FileName">Name of the file without folder.</param>
internal sealed record SshPublicKey(string Id, string Public, string FileName)
{
    private static readonly string[] Types = ["ssh-rsa", "ssh-dss", "ssh-ed25519"];

    /// <summary>Reads a key file.</summary>
    /// <exception cref="CommandException">It is not there, or holds no public key.</exception>
    public static SshPublicKey Read(string path)
    {
        if (!File.Exists(path))
            throw new CommandException($"open {path}: no such file or directory");
        return TryRead(path) ?? throw new CommandException($"{path} is not a valid ssh key");
    }

    /// <summary>Reads a key file; null if it holds no public key.</summary>
    public static SshPublicKey? TryRead(string path)
    {
        var text = File.ReadAllText(path, Encoding.UTF8).Trim();
        var words = text.Split(' ', 3);
        if (words.Length < 2 || words[1].Length == 0 || !IsType(words[0]) || text.Contains('\n', StringComparison.Ordinal))
            return null;
        var fileName = Path.GetFileName(path);
        var comment = words.Length > 2 ? words[2].Trim() : "";
        return new SshPublicKey(comment.Length > 0 ? comment : fileName.Split('.')[0], text, fileName);
    }

    private static bool IsType(string word) => Types.Contains(word) || word.StartsWith("ecdsa-", StringComparison.Ordinal);
}
