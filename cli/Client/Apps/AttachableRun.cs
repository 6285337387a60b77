namespace Deis.Client.Apps;

/// <summary>What a controller answers to a command that somebody wants to talk to. Older ones do not know of that: they run it to its end.</summary>
internal sealed record AttachableRun
{
    /// <summary>Name of its process, to attach to; null from an older controller.</summary>
    public string? Process { get; init; }

    /// <summary>Its exit code, from an older controller.</summary>
    public int? ExitCode { get; init; }

    /// <summary>What it wrote, from an older controller.</summary>
    public string? Output { get; init; }
}
