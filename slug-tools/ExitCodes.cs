namespace Deis.SlugTools;

/// <summary>Exit codes of both commands (docs/protocol/slug.md §4). The larger ones are those of sysexits.h.</summary>
internal static class ExitCodes
{
    /// <summary>The work is done.</summary>
    public const int Success = 0;

    /// <summary>The build failed for a reason in the app: no buildpack, a failing script, a bad Procfile, a refused archive.</summary>
    public const int BuildFailed = 1;

    /// <summary>The command was called wrongly: a missing variable or argument.</summary>
    public const int Usage = 64;

    /// <summary>An archive is damaged or breaks the extraction rules.</summary>
    public const int BadArchive = 65;

    /// <summary>The storage could not be reached or refused; trying again later may help.</summary>
    public const int StorageUnavailable = 69;

    /// <summary>The shell could not be executed.</summary>
    public const int CannotExecute = 126;

    /// <summary>The release has no such process type.</summary>
    public const int UnknownProcessType = 127;
}
