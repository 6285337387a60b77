namespace Deis.SshGateway;

/// <summary>User <c>git</c>, as whom every client's command runs.</summary>
/// <param name="UserId">Numeric user id.</param>
/// <param name="GroupId">Numeric group id.</param>
internal sealed record GitAccount(int UserId, int GroupId)
{
    /// <summary>Its name.</summary>
    public const string Name = "git";

    private const string AccountsFile = "/etc/passwd";
    private const int FieldsOfAnAccount = 7;

    /// <summary>The account the options ask for: the machine's own, or a private one with the configured id, or, without root's rights, with our own.</summary>
    /// <exception cref="InvalidOperationException">The machine has none, and there shall be no private one.</exception>
    public static GitAccount Find(SshGatewayOptions options)
    {
        if (!options.PrivateAccount)
        {
            return OfMachine() ?? throw new InvalidOperationException(
                $"There is no user '{Name}' in {AccountsFile}. Add one, or set SshGateway:PrivateAccount to true.");
        }

        return Environment.IsPrivilegedProcess
            ? new GitAccount(options.GitUserId, options.GitUserId)
            : new GitAccount(Posix.UserId, Posix.GroupId);
    }

    /// <summary>The machine's accounts with this one among them. Its password is one that nobody has, which is not the same as a locked account.</summary>
    public string AccountsWithThis(string home, string shell)
    {
        var others = File.ReadLines(AccountsFile).Where(line => !line.StartsWith($"{Name}:", StringComparison.Ordinal));
        return string.Join('\n', [.. others, $"{Name}:*:{UserId}:{GroupId}:git over SSH:{home}:{shell}", ""]);
    }

    /// <summary>Gives a file or folder to this account.</summary>
    public void Give(string path, UnixFileMode mode)
    {
        File.SetUnixFileMode(path, mode);
        Chown(path, UserId);
    }

    /// <summary>Lets this account's group, and nobody else, at a file or folder that stays ours.</summary>
    public void Share(string path, UnixFileMode mode)
    {
        File.SetUnixFileMode(path, mode);
        Chown(path, Posix.UserId);
    }

    private void Chown(string path, int owner)
    {
        if (UserId != Posix.UserId)
        {
            Posix.Chown(path, owner, GroupId);
        }
    }

    private static GitAccount? OfMachine() => File.ReadLines(AccountsFile)
        .Select(line => line.Split(':'))
        .Where(fields => fields.Length == FieldsOfAnAccount && fields[0] == Name)
        .Select(fields => new GitAccount(int.Parse(fields[2], null), int.Parse(fields[3], null)))
        .FirstOrDefault();
}
