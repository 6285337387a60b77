namespace Deis.Platform.Runtime;

/// <summary>Where a command writes to.</summary>
public enum JobStream
{
    /// <summary>Standard output; of a command with a terminal, everything.</summary>
    Output,

    /// <summary>Standard error.</summary>
    Error,
}
