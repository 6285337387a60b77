namespace Deis.SshGateway.Helper;

/// <summary>Knows a full disk by its error.</summary>
internal static class DiskFull
{
    /// <summary>What the user hears.</summary>
    public const string Message = "The platform's disk is full, so nothing was deployed. Ask its operator to free space, then push again.";

    private const int NoSpaceLeft = 28;
    private const int QuotaExceeded = 122;

    /// <summary>True when <paramref name="e"/> means that there is no space left (the errno of Linux).</summary>
    public static bool Is(Exception e) => e is IOException { HResult: NoSpaceLeft or QuotaExceeded };
}
