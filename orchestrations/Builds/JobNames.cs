namespace Deis.Orchestrations.Builds;

/// <summary>Names of the jobs that an operation may start. They follow from the operation, so that whoever tidies up after it can find them.</summary>
public static class JobNames
{
    /// <summary>How often a job is started that was lost.</summary>
    public const int Attempts = 3;

    /// <summary>A build of the operation.</summary>
    public static string Build(string operation, int attempt) => $"build-{operation}-{attempt}";

    /// <summary>The release phase of a release.</summary>
    public static string ReleasePhase(int version, int attempt) => $"release-v{version}-{attempt}";
}
