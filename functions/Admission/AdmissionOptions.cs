using System.ComponentModel.DataAnnotations;

namespace Deis.Functions.Admission;

/// <summary>How many requests the API serves at once; section <c>Admission</c>.</summary>
public sealed class AdmissionOptions
{
    private const int Most = 100_000;

    /// <summary>
    /// Short requests served at once. Keep it well below the connections of the database's pool, which everything else needs too; more does not make
    /// the API faster, since a request spends its time on the processor.
    /// </summary>
    [Range(1, Most)]
    public int ShortAtOnce { get; set; } = 24;

    /// <summary>Short requests that wait for one of these to end; further ones get 503. At a few hundred requests a second it is a wait of a second.</summary>
    [Range(0, Most)]
    public int ShortWaiting { get; set; } = 256;

    /// <summary>Requests at once that wait for a rollout, follow a log or move an object; further ones get 503.</summary>
    [Range(1, Most)]
    public int LongAtOnce { get; set; } = 1000;

    /// <summary>Requests of the SSH gateway and other builders at once; further ones get 503.</summary>
    [Range(1, Most)]
    public int BuilderAtOnce { get; set; } = 250;
}
