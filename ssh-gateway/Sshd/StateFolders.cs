namespace Deis.SshGateway.Sshd;

/// <summary>The folders of the state, with owners and rights that sshd and user <c>git</c> can work with.</summary>
internal static class StateFolders
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnerAndGroup = Owner | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;
    private const UnixFileMode Everybody = OwnerAndGroup | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private static readonly TimeSpan _forgottenAfter = TimeSpan.FromDays(1);

    /// <summary>Makes what is missing and mends rights; safe to run again.</summary>
    public static void Prepare(GatewayPaths paths, GitAccount account, TimeProvider time)
    {
        foreach (var folder in (string[])[paths.Ssh, paths.Helpers])
        {
            Directory.CreateDirectory(folder);
            File.SetUnixFileMode(folder, Everybody);
        }

        Directory.CreateDirectory(paths.HostKeys);
        File.SetUnixFileMode(paths.HostKeys, Owner);
        Directory.CreateDirectory(paths.Run);
        account.Share(paths.Run, OwnerAndGroup);
        foreach (var folder in (string[])[paths.Repositories, paths.Unfinished])
        {
            Directory.CreateDirectory(folder);
            account.Give(folder, Owner);
        }

        RemoveForgotten(paths.Unfinished, time);
    }

    /// <summary>Makes sure that <paramref name="account"/> can get at <paramref name="path"/>: sshd's own message about that would be hard to understand.</summary>
    /// <exception cref="InvalidOperationException">A folder on the way is closed.</exception>
    public static void CheckReachable(string path, GitAccount account)
    {
        if (account.UserId == Posix.UserId)
        {
            return;
        }

        for (var folder = Path.GetDirectoryName(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (!File.GetUnixFileMode(folder).HasFlag(UnixFileMode.OtherExecute))
            {
                throw new InvalidOperationException(
                    $"User {GitAccount.Name} cannot reach {path} because {folder} is closed to others. Choose another state folder, or run: chmod o+x {folder}");
            }
        }
    }

    private static void RemoveForgotten(string unfinished, TimeProvider time)
    {
        foreach (var entry in new DirectoryInfo(unfinished).EnumerateFileSystemInfos())
        {
            if (time.GetUtcNow() - entry.LastWriteTimeUtc < _forgottenAfter)
            {
                continue;
            }

            if (entry is DirectoryInfo folder)
            {
                folder.Delete(recursive: true);
            }
            else
            {
                entry.Delete();
            }
        }
    }
}
