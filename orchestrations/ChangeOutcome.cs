using Deis.Platform.Results;

namespace Deis.Orchestrations;

/// <summary>How a change to an app ended; the output of every orchestration that a request waits for.</summary>
/// <param name="Succeeded">True when all is as asked.</param>
/// <param name="Version">Number of the release that was made, failed ones included; null when none was.</param>
/// <param name="Kind">For a failure, what sort it is.</param>
/// <param name="Message">For a failure, the text for the user.</param>
public sealed record ChangeOutcome(bool Succeeded, int? Version, ErrorKind? Kind, string? Message)
{
    /// <summary>All is as asked.</summary>
    public static ChangeOutcome Success(int? version = null) => new(true, version, null, null);

    /// <summary>It failed; what was there before is still there.</summary>
    public static ChangeOutcome Failure(Error error, int? version = null) => new(false, version, error.Kind, error.Message);
}
