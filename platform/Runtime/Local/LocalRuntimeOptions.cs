using System.ComponentModel.DataAnnotations;

namespace Deis.Platform.Runtime.Local;

/// <summary>Settings of the app runtime of one machine; configuration section <c>LocalRuntime</c> (docs/protocol/local-runtime.md §9).</summary>
public sealed class LocalRuntimeOptions : IValidatableObject
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "LocalRuntime";

    /// <summary>Absolute path of the folder that holds desired state and sandboxes. Run as root, other users must be able to pass
    /// through its parents, since every app runs as a user of its own.</summary>
    [Required]
    public string StateFolder { get; set; } = "";

    /// <summary>Absolute path of the published slug tools, mounted read-only as <c>/runner</c>; holds <c>init</c> and <c>build</c>.</summary>
    [Required]
    public string RunnerFolder { get; set; } = "";

    /// <summary>First loopback port given to processes.</summary>
    [Range(1024, 65535)]
    public int FirstPort { get; set; } = 20000;

    /// <summary>Last loopback port given to processes. The range should stay below the kernel's ephemeral ports (32768).</summary>
    [Range(1024, 65535)]
    public int LastPort { get; set; } = 29999;

    /// <summary>How many processes of one type may be starting at the same time.</summary>
    [Range(1, 1000)]
    public int MaxStartingAtOnce { get; set; } = 4;

    /// <summary>A new process that ends this many times before its rollout is complete makes the rollout fail.</summary>
    [Range(1, 100)]
    public int StartAttempts { get; set; } = 3;

    /// <summary>Pause before the second start of a new process; doubles with each further one.</summary>
    public TimeSpan StartRetryDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a process that is not routed and has no probe must stay up to count as ready.</summary>
    public TimeSpan SettleTime { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Pause before a serving process that ended is started again, from its second end on; doubles with each further one.</summary>
    public TimeSpan RestartDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest pause between restarts.</summary>
    public TimeSpan MaxRestartDelay { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>A process that was up this long starts again without a pause.</summary>
    public TimeSpan RestartDelayReset { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Time between readiness probes of a process that is ready, when its spec does not say.</summary>
    public TimeSpan ProbePeriod { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a job may take between SIGTERM and SIGKILL.</summary>
    public TimeSpan JobGracePeriod { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the end of a finished job is remembered.</summary>
    public TimeSpan JobRetention { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How many bytes of a one-off command's output are kept for whoever asks for it; the log has all of it.</summary>
    [Range(1 << 10, 1 << 26)]
    public int MaxRunOutputBytes { get; set; } = 1 << 20;

    /// <summary>How long a command waits for the one who will talk to it, and, once it has ended, for him to read what it has written.</summary>
    public TimeSpan AttachLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a job's end waits for the log to take its last lines.</summary>
    public TimeSpan LogFlushLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a process may take to fetch its slug.</summary>
    public TimeSpan SlugUrlLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Memory limit in bytes of a workload that names none; null for no limit.</summary>
    [Range(4 << 20, long.MaxValue)]
    public long? DefaultMemoryBytes { get; set; }

    /// <summary>Processor limit in cores of a workload that names none; null for no limit.</summary>
    [Range(0.01, 1024)]
    public double? DefaultCpus { get; set; }

    /// <summary>How many processes and threads one sandbox may have.</summary>
    [Range(16, 1_000_000)]
    public int MaxTasks { get; set; } = 512;

    /// <summary>Run as root, apps get host user ids from here on, one each. The default lies outside all ranges that
    /// distributions, containers and dynamic users take.</summary>
    [Range(1000, 2_100_000_000)]
    public int FirstUserId { get; set; } = 1_900_000_000;

    /// <summary>Further host files and folders that every sandbox sees read-only, at the same path; absent ones are left out.</summary>
    public IList<string> ReadOnlyPaths { get; set; } = [];

    /// <summary>Variables for every sandbox; the workload's own win. Not for secrets.</summary>
    public IDictionary<string, string> BaseEnvironment { get; set; } = new Dictionary<string, string>();

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Path.IsPathRooted(StateFolder))
            yield return new($"{Section}:{nameof(StateFolder)} must be an absolute path.");
        if (!Path.IsPathRooted(RunnerFolder))
            yield return new($"{Section}:{nameof(RunnerFolder)} must be an absolute path.");
        if (LastPort < FirstPort)
            yield return new($"{Section}:{nameof(LastPort)} must not be below {nameof(FirstPort)}.");
    }
}
