using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Deis.Functions.QueuedBuilds.Sources;

/// <summary>What source may be fetched from URLs; section <c>QueueSource</c>.</summary>
public sealed class SourceOptions
{
    /// <summary>Largest tarball in bytes; <c>DEIS_QUEUE_SOURCE_MAX_BYTES</c> too.</summary>
    [Range(1L, 1L << 40, ErrorMessage = "QueueSource:MaxBytes must be between 1 and 1099511627776.")]
    public long MaxBytes { get; set; } = 512L << 20;

    /// <summary>Until a tarball must have come; <c>DEIS_QUEUE_SOURCE_TIMEOUT</c> (seconds) too.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "QueueSource:Timeout must be between a second and an hour.")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Networks that may be reached although they are private, such as <c>10.1.0.0/16</c>; <c>DEIS_QUEUE_SOURCE_NETWORKS</c> (commas) too. Default: none.</summary>
    public IList<IPNetwork> Networks { get; } = [];
}
