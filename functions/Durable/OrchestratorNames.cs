using Microsoft.DurableTask;
using Microsoft.Extensions.Options;

namespace Deis.Functions.Durable;

/// <summary>The orchestrators that can be started.</summary>
public sealed class OrchestratorNames(IOptions<DurableTaskRegistry> tasks)
{
    private readonly HashSet<TaskName> _names = [.. tasks.Value.GetOrchestrators().Select(entry => entry.Key.Name)];

    /// <summary>True when there is one of that name; case does not matter.</summary>
    public bool Contains(string name) => _names.Contains(name);
}
