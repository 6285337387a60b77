using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Deis.Platform.Runtime.Local.Sandboxes;

/// <summary>Pseudo-terminals, which .NET does not offer (pty(7)).</summary>
internal static class NativeTerminal
{
    private const int ReadWrite = 2;
    private const int NoControllingTerminal = 0x100;
    private const int CloseOnExec = 0x80000;
    private const nuint SetWindowSize = 0x5414;
    private const int MaxPath = 64;

    /// <summary>Opens a new pseudo-terminal: our side of it.</summary>
    /// <exception cref="Win32Exception">The system has none left.</exception>
    public static SafeFileHandle OpenTerminal()
    {
        var terminal = OpenMaster(ReadWrite | NoControllingTerminal | CloseOnExec);
        if (terminal.IsInvalid)
            throw Failure("Cannot open a terminal");
        if (Grant(terminal) != 0 || Unlock(terminal) != 0)
        {
            using (terminal)
                throw Failure("Cannot open a terminal");
        }
        return terminal;
    }

    /// <summary>Path of the side of a terminal that programs have.</summary>
    /// <exception cref="Win32Exception">It is no terminal of ours.</exception>
    public static string PathOf(SafeFileHandle terminal)
    {
        var path = new byte[MaxPath];
        return SlaveName(terminal, path, MaxPath) == 0
            ? System.Text.Encoding.ASCII.GetString(path.AsSpan(0, path.AsSpan().IndexOf((byte)0)))
            : throw Failure("A terminal has no name");
    }

    /// <summary>Opens the side that programs have, without making it anybody's controlling terminal.</summary>
    /// <exception cref="Win32Exception">The system refused.</exception>
    public static SafeFileHandle OpenProgramSide(string path)
    {
        var side = Open(path, ReadWrite | NoControllingTerminal | CloseOnExec);
        return side.IsInvalid ? throw Failure($"Cannot open {path}") : side;
    }

    /// <summary>Says how large the window is; the programs in front hear of it by SIGWINCH.</summary>
    public static void Resize(SafeFileHandle terminal, TerminalSize size)
    {
        // struct winsize: rows, columns, and the same in pixels, which nobody needs.
        ushort[] window = [size.Rows, size.Columns, 0, 0];
        _ = Control(terminal, SetWindowSize, window);
    }

    private static Win32Exception Failure(string what)
    {
        var error = Marshal.GetLastPInvokeError();
        return new Win32Exception(error, $"{what}: {Marshal.GetPInvokeErrorMessage(error)}.");
    }

    [DllImport("libc", EntryPoint = "posix_openpt", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern SafeFileHandle OpenMaster(int flags);

    [DllImport("libc", EntryPoint = "grantpt", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Grant(SafeFileHandle terminal);

    [DllImport("libc", EntryPoint = "unlockpt", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Unlock(SafeFileHandle terminal);

    [DllImport("libc", EntryPoint = "ptsname_r", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SlaveName(SafeFileHandle terminal, [Out] byte[] name, nuint length);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern SafeFileHandle Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(SafeFileHandle file, nuint request, [In] ushort[] window);
}
