using System.Buffers.Binary;

namespace Deis.Cli.Terminal;

/// <summary>
/// Keeps the terminal from showing what is typed, until disposed. One switch around the whole read, because reading
/// key by key shows what is typed between two keys. Does nothing when standard input is not a terminal.
/// </summary>
internal sealed class EchoSwitch : IDisposable
{
    private const uint Echo = 0x8;

    private readonly byte[] before;

    // c_lflag is the fourth field; fields before it have four bytes on Linux, eight on macOS. ECHO is the same bit on both.
    private static int LocalFlags => OperatingSystem.IsMacOS() ? 24 : 12;

    private EchoSwitch(byte[] before) => this.before = before;

    public static EchoSwitch? TurnOff()
    {
        if (TerminalSettings.Read() is not { } settings)
            return null;

        var silent = settings.ToArray();
        var flags = silent.AsSpan(LocalFlags, sizeof(uint));
        BinaryPrimitives.WriteUInt32LittleEndian(flags, BinaryPrimitives.ReadUInt32LittleEndian(flags) & ~Echo);
        return TerminalSettings.Write(silent) ? new EchoSwitch(settings) : null;
    }

    public void Dispose() => TerminalSettings.Write(before);
}
