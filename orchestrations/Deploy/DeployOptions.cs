using System.ComponentModel.DataAnnotations;

namespace Deis.Orchestrations.Deploy;

/// <summary>How long the steps of a deploy may take. Bound from the section <c>Deploy</c> and the original's environment names.</summary>
public sealed class DeployOptions
{
    /// <summary>Until the processes of a release must be ready (<c>DEIS_DEPLOY_TIMEOUT</c>); apps override it by a configuration value of that name.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>Until a rollout that is not ready counts as stuck, so that a rollback cancels it. A shorter <see cref="Timeout"/> of the app counts in its place.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan StuckAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Until a build must have ended.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan BuildTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Until a release phase must have ended.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ReleasePhaseTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Until a one-off command must have ended that somebody waits for.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RunTimeout { get; set; } = TimeSpan.FromMinutes(20);

    /// <summary>Until a one-off command must have ended that nobody waits for.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan DetachedRunTimeout { get; set; } = TimeSpan.FromDays(1);

    /// <summary>One-off commands of an app that may run at the same time.</summary>
    [Range(1, 10_000)]
    public int MaxRuns { get; set; } = 20;

    /// <summary>Until the processes of a destroyed app must be gone.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan DestroyTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Between two looks for operations that were ended from outside.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan TidyInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Between SIGTERM and SIGKILL (<c>KUBERNETES_POD_TERMINATION_GRACE_PERIOD_SECONDS</c>).</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan GracePeriod { get; set; } = TimeSpan.FromSeconds(30);
}
