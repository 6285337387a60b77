using System.Runtime.InteropServices;

namespace Deis.SlugTools.Interop;

/// <summary>
/// The first process of a container does not die of a signal it has no handler for; without one, a container that is
/// stopped while it starts would last for the whole grace period.
/// </summary>
internal static class Termination
{
    private const int FirstProcess = 1;
    private const int SignalBase = 128;
    private const int SigTerm = 15;
    private const int SigInt = 2;

    /// <summary>Makes SIGTERM and SIGINT end this process, where they would not. Ends with the next exec.</summary>
    public static void Allow()
    {
        if (Environment.ProcessId != FirstProcess)
            return;
        _ = PosixSignalRegistration.Create(PosixSignal.SIGTERM, static _ => Environment.Exit(SignalBase + SigTerm));
        _ = PosixSignalRegistration.Create(PosixSignal.SIGINT, static _ => Environment.Exit(SignalBase + SigInt));
    }
}
