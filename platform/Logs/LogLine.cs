namespace Deis.Platform.Logs;

/// <summary>A line to append.</summary>
/// <param name="Source">Who wrote it: <c>web.v2.x7kq2</c> for a process, <c>deis[controller]</c> for the platform, <c>build</c> for a build.</param>
/// <param name="Message">The text, without a line end.</param>
public sealed record LogLine(string Source, string Message)
{
    /// <summary>How many lines it stands for that had to be dropped; null for an ordinary line.</summary>
    public long? Dropped { get; init; }

    /// <summary>The source of the platform's own lines in an app's log.</summary>
    public const string Controller = "deis[controller]";
}
