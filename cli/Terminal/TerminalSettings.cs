using System.Runtime.InteropServices;

namespace Deis.Cli.Terminal;

/// <summary>The settings of the terminal at standard input (termios(3)), as the bytes that the system keeps them in.</summary>
internal static partial class TerminalSettings
{
    private const int StandardInput = 0;
    private const int Now = 0;

    // More than struct termios takes on any system.
    private const int Room = 256;

    // TIOCGWINSZ
    private static nuint WindowSize => OperatingSystem.IsMacOS() ? 0x40087468u : 0x5413u;

    /// <summary>Columns and rows; null when standard input is no terminal, or one that does not know. <see cref="Console"/> would change the terminal's
    /// modes to tell.</summary>
    public static (int Columns, int Rows)? Size()
    {
        // struct winsize: rows, columns, and the same in pixels.
        var window = new ushort[4];
        return Control(StandardInput, WindowSize, window) == 0 && window is [> 0, > 0, ..] ? (window[1], window[0]) : null;
    }

    /// <summary>The settings in force; null when standard input is no terminal.</summary>
    public static byte[]? Read()
    {
        var settings = new byte[Room];
        return GetAttributes(StandardInput, settings) == 0 ? settings : null;
    }

    /// <summary>Puts settings into force.</summary>
    /// <returns>False when the system refuses.</returns>
    public static bool Write(byte[] settings) => SetAttributes(StandardInput, Now, settings) == 0;

    /// <summary>The same settings with all that a terminal does by itself turned off.</summary>
    public static byte[] Raw(byte[] settings)
    {
        var raw = settings.ToArray();
        MakeRaw(raw);
        return raw;
    }

    [LibraryImport("libc", EntryPoint = "tcgetattr")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetAttributes(int descriptor, [Out] byte[] termios);

    [LibraryImport("libc", EntryPoint = "tcsetattr")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetAttributes(int descriptor, int when, byte[] termios);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(int descriptor, nuint request, [Out] ushort[] window);

    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void MakeRaw([In, Out] byte[] termios);
}
