namespace Deis.Platform.Runtime;

/// <summary>Why a job runs.</summary>
public enum JobKind
{
    /// <summary>Makes a slug from a source tarball.</summary>
    Build,

    /// <summary>Runs the Procfile's <c>release</c> entry before a rollout.</summary>
    Release,

    /// <summary>A command of the user. Runs at most once: nobody knows what it has done when it was lost.</summary>
    Run,
}
