using System.ComponentModel.DataAnnotations;

namespace Deis.Functions.Maintenance;

/// <summary>What is kept, and how long (docs/operations.md, "What is pruned"); section <c>Maintenance</c>, and an environment name each.</summary>
public sealed class MaintenanceOptions
{
    /// <summary>Setting with the schedule of all pruning, an NCRONTAB expression in UTC.</summary>
    public const string ScheduleKey = "DEIS_PRUNE_SCHEDULE";

    /// <summary>The schedule unless the setting says otherwise: every night.</summary>
    public const string DefaultSchedule = "0 30 3 * * *";

    /// <summary>Days that ended orchestrations, operations, build logs and notes of queued builds are kept; <c>DEIS_PRUNE_HISTORY_DAYS</c>. More than a
    /// queue message lives, since an operation's row keeps a message that comes twice from starting twice.</summary>
    [Range(8, 36500, ErrorMessage = "DEIS_PRUNE_HISTORY_DAYS must be between 8 and 36500.")]
    public int HistoryDays { get; set; } = 30;

    /// <summary>The newest operations of an app that are kept, however old; of their build logs, what the logger still has; <c>DEIS_PRUNE_HISTORY_KEEP</c>.</summary>
    [Range(0, 100000, ErrorMessage = "DEIS_PRUNE_HISTORY_KEEP must be between 0 and 100000.")]
    public int HistoryKeep { get; set; } = 20;

    /// <summary>Days after its start that a one-off command is kept, with its output; <c>DEIS_PRUNE_RUN_DAYS</c>.</summary>
    [Range(1, 36500, ErrorMessage = "DEIS_PRUNE_RUN_DAYS must be between 1 and 36500.")]
    public int RunDays { get; set; } = 1;

    /// <summary>Days that slugs, and sources that were uploaded, are kept in any case; <c>DEIS_PRUNE_SLUG_DAYS</c>. More than a queue message lives, which
    /// may name such a source.</summary>
    [Range(8, 36500, ErrorMessage = "DEIS_PRUNE_SLUG_DAYS must be between 8 and 36500.")]
    public int SlugDays { get; set; } = 14;

    /// <summary>The newest releases of an app, failed ones not counted, whose slugs are kept however old; <c>DEIS_PRUNE_SLUG_RELEASES</c>.</summary>
    [Range(1, 100000, ErrorMessage = "DEIS_PRUNE_SLUG_RELEASES must be between 1 and 100000.")]
    public int SlugReleases { get; set; } = 20;

    /// <summary>Days after its last build that an app's build cache is kept; <c>DEIS_PRUNE_CACHE_DAYS</c>.</summary>
    [Range(1, 36500, ErrorMessage = "DEIS_PRUNE_CACHE_DAYS must be between 1 and 36500.")]
    public int CacheDays { get; set; } = 30;

    /// <summary>Days after which a token that nobody has used expires; 0 for never; <c>DEIS_TOKEN_IDLE_DAYS</c>.</summary>
    [Range(0, 36500, ErrorMessage = "DEIS_TOKEN_IDLE_DAYS must be between 0 and 36500.")]
    public int TokenIdleDays { get; set; } = 365;
}
