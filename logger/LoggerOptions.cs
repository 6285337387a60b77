namespace Deis.Logger;

/// <summary>What a logger is told at start.</summary>
public sealed record LoggerOptions
{
    /// <summary>Where it listens: <c>ip:port</c> (0 = any free port), <c>[ipv6]:port</c> or <c>unix:/path</c>.</summary>
    public string Listen { get; init; } = "0.0.0.0:8088";

    /// <summary>What callers must present as <c>Authorization: Bearer</c>; null lets everybody in.</summary>
    public string? Token { get; init; }

    /// <summary>Lines kept for a stream.</summary>
    public int Lines { get; init; } = 1000;

    /// <summary>Lines kept for a stream below <c>builds/</c>.</summary>
    public int BuildLines { get; init; } = 10_000;

    /// <summary>Bytes of memory a stream may take.</summary>
    public long StreamBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Bytes of memory all streams together may take.</summary>
    public long TotalBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>How many streams there may be.</summary>
    public int MaxStreams { get; init; } = 20_000;

    /// <summary>How long a line is kept.</summary>
    public TimeSpan LineAge { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Where streams are kept across restarts; null keeps them in memory only.</summary>
    public string? Folder { get; init; }

    /// <summary>The size in bytes at which a new file is begun; a request's lines stay together.</summary>
    public int SegmentBytes { get; init; } = 256 * 1024;

    /// <summary>How often what has been written is brought to the disk, so that it survives a loss of power; zero: before each answer.</summary>
    public TimeSpan SyncEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest line in bytes of UTF-8; longer ones are stored in pieces.</summary>
    public int LineBytes { get; init; } = 16 * 1024;

    /// <summary>The largest request in bytes.</summary>
    public int BodyBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>What is wrong with the options, for the operator; empty if nothing.</summary>
    public IEnumerable<string> Problems()
    {
        if (!ListenAddress.TryParse(Listen, out _))
            yield return $"'{Listen}' is not an address to listen on; write ip:port, [ipv6]:port or unix:/path.";
        if (Token is { Length: 0 })
            yield return "The token of the logger must not be empty; leave it out to let everybody in.";
        if (Lines <= 0 || BuildLines <= 0 || MaxStreams <= 0)
            yield return "The logger must be allowed to keep at least one line and one stream.";
        if (LineBytes < 64 || BodyBytes < LineBytes || StreamBytes < LineBytes || TotalBytes < StreamBytes)
            yield return "The byte limits of the logger must rise from line (at least 64) to body and stream, and from stream to total.";
        if (LineAge <= TimeSpan.Zero)
            yield return "The age that lines of the logger may have must be positive.";
        if (Folder is not null && !Path.IsPathFullyQualified(Folder))
            yield return $"The folder of the logger must be an absolute path, not '{Folder}'.";
        if (SyncEvery < TimeSpan.Zero || SegmentBytes <= 0)
            yield return "The logger's files must have a size, and the time between two flushes must not be negative.";
    }
}
