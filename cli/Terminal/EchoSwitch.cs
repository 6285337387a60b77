using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Deis.Cli.Terminal;

/// <summary>
/// Keeps the terminal from showing what is typed, until disposed. One switch around the whole read, because reading
/// key by key shows what is typed between two keys. Does nothing when standard input is not a terminal.
/// </summary>
internal sealed partial class EchoSwitch : IDisposable
{
    private const int StandardInput = 0;
    private const int Now = 0;
    private const uint Echo = 0x8;

    // More than struct termios takes on any system.
    private const int TermiosRoom = 256;

    private readonly byte[] before;

    // c_lflag is the fourth field; fields before it have four bytes on Linux, eight on macOS. ECHO is the same bit on both.
    private static int LocalFlags => OperatingSystem.IsMacOS() ? 24 : 12;

    private EchoSwitch(byte[] before) => this.before = before;

    public static EchoSwitch? TurnOff()
    {
        var settings = new byte[TermiosRoom];
        if (GetAttributes(StandardInput, settings) != 0)
            return null;

        var silent = settings.ToArray();
        var flags = silent.AsSpan(LocalFlags, sizeof(uint));
        BinaryPrimitives.WriteUInt32LittleEndian(flags, BinaryPrimitives.ReadUInt32LittleEndian(flags) & ~Echo);
        return SetAttributes(StandardInput, Now, silent) == 0 ? new EchoSwitch(settings) : null;
    }

    public void Dispose() => _ = SetAttributes(StandardInput, Now, before);

    [LibraryImport("libc", EntryPoint = "tcgetattr")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetAttributes(int descriptor, [Out] byte[] termios);

    [LibraryImport("libc", EntryPoint = "tcsetattr")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetAttributes(int descriptor, int when, byte[] termios);
}
