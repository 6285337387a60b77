using System.Globalization;

namespace Deis.Functions.Runs.Attach;

/// <summary>How a command ended that somebody talked to: as much of Kubernetes' <c>Status</c> as the protocol <c>v5.channel.k8s.io</c> needs.</summary>
/// <param name="Status"><c>Success</c> or <c>Failure</c>.</param>
/// <param name="Reason"><c>NonZeroExitCode</c> when it came to its own end; null after a success.</param>
/// <param name="Message">What happened; null after a success.</param>
/// <param name="Details">Has the exit code.</param>
public sealed record RunStatus(string Status, string? Reason, string? Message, RunStatusDetails? Details)
{
    /// <summary>It came to its own end.</summary>
    public static RunStatus Exited(int code) => code == 0
        ? new("Success", null, null, null)
        : new(
            "Failure",
            "NonZeroExitCode",
            $"command terminated with exit code {code}",
            new([new RunStatusCause("ExitCode", code.ToString(CultureInfo.InvariantCulture))]));

    /// <summary>It was stopped, lost or never started.</summary>
    public static RunStatus Failed(string message) => new("Failure", "InternalError", message, null);
}
