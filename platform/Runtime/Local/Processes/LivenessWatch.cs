using System.Globalization;
using Deis.Platform.Runtime.Local.Sandboxes;

namespace Deis.Platform.Runtime.Local.Processes;

/// <summary>Finds out that a process hangs (docs/protocol/local-runtime.md §4).</summary>
internal sealed class LivenessWatch(ReadinessProber prober, TimeProvider time)
{
    /// <summary>Probes until too many probes in a row have failed; without a probe it waits for the end of the token.</summary>
    /// <returns>What is wrong, for a sentence that begins with the name of the process.</returns>
    public async Task<string> WatchAsync(Sandbox sandbox, int port, ProcessProbe? probe, CancellationToken cancellationToken)
    {
        if (probe is null)
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
        await Task.Delay(probe!.InitialDelay, time, cancellationToken);
        for (var failures = 0; ;)
        {
            var answer = await prober.ProbeAsync(sandbox, port, probe, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            failures = answer.Ready ? 0 : failures + 1;
            if (failures >= probe.FailureThreshold)
            {
                var times = failures == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" {failures} times in a row");
                return $"was stopped because its liveness check failed{times}: it {answer.Finding ?? $"does not listen on its port {port}"}";
            }
            await Task.Delay(probe.Period, time, cancellationToken);
        }
    }
}
