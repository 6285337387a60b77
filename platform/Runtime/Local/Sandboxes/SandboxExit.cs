namespace Deis.Platform.Runtime.Local.Sandboxes;

/// <summary>How a sandbox ended.</summary>
/// <param name="Code">Exit code of its main process; 128 + n for signal n.</param>
/// <param name="OutOfMemory">True when the kernel killed a process of it for want of memory.</param>
internal sealed record SandboxExit(int Code, bool OutOfMemory)
{
    private static readonly Dictionary<int, string> Signals = new()
    {
        [1] = "SIGHUP",
        [2] = "SIGINT",
        [3] = "SIGQUIT",
        [4] = "SIGILL",
        [6] = "SIGABRT",
        [7] = "SIGBUS",
        [8] = "SIGFPE",
        [9] = "SIGKILL",
        [11] = "SIGSEGV",
        [13] = "SIGPIPE",
        [14] = "SIGALRM",
        [15] = "SIGTERM",
    };

    /// <summary>What happened, for a sentence that begins with the name of the process.</summary>
    public string Describe(long? memoryLimit)
    {
        if (OutOfMemory)
            return memoryLimit is { } limit
                ? $"was killed because it used more than its {limit / (1024 * 1024)} MB of memory"
                : "was killed because the machine ran out of memory";
        if (Code > 128 && Signals.TryGetValue(Code - 128, out var signal))
            return $"was ended by {signal} (exit code {Code})";
        return Code switch
        {
            126 => "exited with code 126 (the command cannot be executed)",
            127 => "exited with code 127 (command not found)",
            _ => $"exited with code {Code}",
        };
    }
}
