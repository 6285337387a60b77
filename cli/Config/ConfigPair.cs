namespace Deis.Cli.Config;

/// <summary>Reads <c>NAME=value</c> arguments.</summary>
internal static class ConfigPair
{
    private const string SshKey = "SSH_KEY";

    /// <summary>The pairs by name; words that begin with <c>#</c> are left out.</summary>
    /// <exception cref="CommandException">A word is no pair.</exception>
    public static Dictionary<string, string?> Read(IEnumerable<string> words)
    {
        var pairs = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var word in words.Where(word => !word.StartsWith('#')))
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !IsName(word[..equals]))
                throw new CommandException($"'{word}' does not match the pattern 'key=var', ex: MODE=test\n");
            var (name, value) = (word[..equals], word[(equals + 1)..]);
            pairs[name] = name == SshKey ? SshPrivateKey.Encode(value) : value;
        }
        return pairs;
    }

    private static bool IsName(string name) =>
        !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
