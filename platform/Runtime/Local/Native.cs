using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Deis.Platform.Runtime.Local;

/// <summary>The few system calls that .NET does not offer.</summary>
internal static class Native
{
    /// <summary>SIGHUP.</summary>
    public const int Hangup = 1;

    /// <summary>SIGKILL.</summary>
    public const int Kill = 9;

    /// <summary>SIGTERM.</summary>
    public const int Terminate = 15;

    /// <summary>Sends a signal; a process that is gone is not an error.</summary>
    public static void Signal(int pid, int signal) => _ = SendSignal(pid, signal);

    /// <summary>Gives a file or folder to another user and the group of the same number; a symbolic link is not followed.</summary>
    /// <exception cref="Win32Exception">The system refused.</exception>
    public static void ChangeOwner(string path, int user)
    {
        if (ChangeLinkOwner(path, user, user) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"Cannot give {path} to user {user}.");
    }

    /// <summary>Keeps files that this process has inherited from its parent out of the programs it starts; those that .NET opens
    /// stay out anyhow.</summary>
    public static void KeepInheritedFiles()
    {
        const uint FirstAfterStandardError = 3;
        const int CloseOnExec = 4;
        _ = CloseRange(FirstAfterStandardError, uint.MaxValue, CloseOnExec);
    }

    /// <summary>Makes a rename inside <paramref name="folder"/> durable.</summary>
    public static void SyncFolder(string folder)
    {
        const int ReadOnlyCloseOnExec = 0x80000;
        var handle = Open(folder, ReadOnlyCloseOnExec);
        if (handle < 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"Cannot open the folder {folder}.");
        var failed = Sync(handle) != 0 ? Marshal.GetLastPInvokeError() : 0;
        _ = Close(handle);
        if (failed != 0)
            throw new Win32Exception(failed, $"Cannot write the folder {folder} to disk.");
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int pid, int signal);

    [DllImport("libc", EntryPoint = "close_range")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int CloseRange(uint first, uint last, int flags);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int handle);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int handle);

    [DllImport("libc", EntryPoint = "lchown", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ChangeLinkOwner([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int owner, int group);
}
