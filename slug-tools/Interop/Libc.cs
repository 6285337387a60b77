using System.Runtime.InteropServices;

namespace Deis.SlugTools.Interop;

/// <summary>The few calls of the C library that .NET does not offer.</summary>
internal static partial class Libc
{
    private const string Library = "libc.so.6";
    private const int LastSignal = 31;
    private const int SetMask = 2;
    private const int SetDumpable = 4;

    /// <summary>Room for a sigset_t on every Linux architecture we run on.</summary>
    private const int SignalSetSize = 128;

    /// <summary>Creates a hard link; false when the system refuses, with the error in <see cref="Marshal.GetLastPInvokeErrorMessage"/>.</summary>
    public static bool TryLink(string existing, string created) => Link(existing, created) == 0;

    /// <summary>Sets a variable in the native environment, the one an executed program inherits.</summary>
    public static void SetVariable(string name, string value, bool overwrite) => _ = SetEnv(name, value, overwrite ? 1 : 0);

    /// <summary>Removes a variable from the native environment.</summary>
    public static void RemoveVariable(string name) => _ = UnsetEnv(name);

    /// <summary>
    /// Keeps other processes of the same user from reading our memory and our first environment (/proc/PID/environ),
    /// where the storage URLs are. Ends with the next exec.
    /// </summary>
    public static void HideProcess() => _ = PrCtl(SetDumpable, 0, 0, 0, 0);

    /// <summary>
    /// Becomes another program. Returns only if that fails. The runtime ignores SIGPIPE, and nohup SIGHUP, which an exec would pass on; the
    /// program gets default signals and an empty mask.
    /// </summary>
    public static unsafe void Execute(string path, IReadOnlyList<string> arguments)
    {
        // Those that cannot be changed, such as SIGKILL, refuse and stay as they are.
        for (var signal = 1; signal <= LastSignal; signal++)
            _ = Signal(signal, 0);
        var empty = stackalloc byte[SignalSetSize];
        new Span<byte>(empty, SignalSetSize).Clear();
        _ = SigProcMask(SetMask, empty, null);
        _ = ExecV(path, [.. arguments, null]);
    }

    [LibraryImport(Library, EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Link(string existing, string created);

    [LibraryImport(Library, EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnv(string name, string value, int overwrite);

    [LibraryImport(Library, EntryPoint = "unsetenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int UnsetEnv(string name);

    [LibraryImport(Library, EntryPoint = "prctl")]
    private static partial int PrCtl(int option, nuint first, nuint second, nuint third, nuint fourth);

    [LibraryImport(Library, EntryPoint = "signal")]
    private static partial nint Signal(int signal, nint handler);

    [LibraryImport(Library, EntryPoint = "sigprocmask")]
    private static unsafe partial int SigProcMask(int how, byte* set, byte* former);

    [LibraryImport(Library, EntryPoint = "execv", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int ExecV(string path, string?[] arguments);
}
