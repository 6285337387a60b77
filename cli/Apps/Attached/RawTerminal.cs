using Deis.Cli.Terminal;

namespace Deis.Cli.Apps.Attached;

/// <summary>Makes the terminal pass on every key as it is typed, until disposed: what Ctrl-C means is decided by the terminal at the other end.</summary>
internal sealed class RawTerminal : IDisposable
{
    private readonly byte[]? _before;

    public RawTerminal()
    {
        if (TerminalSettings.Read() is not { } before)
            return;
        _before = before;
        TerminalSettings.Write(TerminalSettings.Raw(before));
    }

    public void Dispose()
    {
        if (_before is not null)
            TerminalSettings.Write(_before);
    }
}
