using Deis.Orchestrations.Deploy;
using Microsoft.DurableTask;
using Microsoft.Extensions.Options;

namespace Deis.Orchestrations.Builds;

/// <summary>How long a build may take, in seconds, as configured when the build starts.</summary>
[DurableTask(nameof(BuildDeadline))]
public sealed class BuildDeadline(IOptions<DeployOptions> options) : TaskActivity<object?, double>
{
    /// <inheritdoc />
    public override Task<double> RunAsync(TaskActivityContext context, object? input) =>
        Task.FromResult(options.Value.BuildTimeout.TotalSeconds);
}
