namespace Deis.Platform.Runtime.Local.Processes;

/// <summary>
/// The pauses before a process is started again, as Kubernetes makes them: none after the first end, then growing ones, and from the beginning again once
/// it was up for long (docs/protocol/local-runtime.md §5).
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="first">The first pause that is one; doubles with each further end.</param>
/// <param name="longest">It grows no further than this.</param>
/// <param name="reset">Who was up this long begins anew.</param>
internal sealed class RestartBackOff(TimeProvider time, TimeSpan first, TimeSpan longest, TimeSpan reset)
{
    private const int EnoughDoublings = 20;

    private long _started = time.GetTimestamp();
    private int _ends;

    /// <summary>It is being started.</summary>
    public void Started() => _started = time.GetTimestamp();

    /// <summary>It has ended. Returns the pause before its next start.</summary>
    public TimeSpan Ended()
    {
        if (time.GetElapsedTime(_started) >= reset)
            _ends = 0;
        _ends++;
        if (_ends == 1)
            return TimeSpan.Zero;
        return TimeSpan.FromTicks(Math.Min(longest.Ticks, first.Ticks << Math.Min(_ends - 2, EnoughDoublings)));
    }
}
