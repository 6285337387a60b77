namespace Deis.Platform.Runtime.Local.Processes;

/// <summary>The answer of one probe.</summary>
/// <param name="Ready">True when the process can take requests.</param>
/// <param name="Finding">What was seen, for a sentence that begins with the name of the process; null when ready or refused.</param>
internal readonly record struct Readiness(bool Ready, string? Finding)
{
    /// <summary>It can take requests.</summary>
    public static Readiness Yes => new(true, null);

    /// <summary>Nobody listens on its port; why is worth a look only when somebody asks (<see cref="ReadinessProber.Explain"/>).</summary>
    public static Readiness Refused => new(false, null);

    /// <summary>It cannot.</summary>
    public static Readiness No(string finding) => new(false, finding);
}
