using Microsoft.DurableTask.Converters;

namespace Microsoft.DurableTask.Worker;

/// <summary>Options of a worker.</summary>
public class DurableTaskWorkerOptions
{
    /// <summary>Turns inputs and outputs into text; must agree with the clients'.</summary>
    public DataConverter DataConverter { get; set; } = JsonDataConverter.Default;

    /// <summary>How many work items run at once.</summary>
    public ConcurrencyOptions Concurrency { get; } = new();

    /// <summary>How versions are treated.</summary>
    public VersioningOptions Versioning { get; set; } = new();

    /// <summary>How many work items run at once.</summary>
    public class ConcurrencyOptions
    {
        /// <summary>Activities running at once; at least 1.</summary>
        public int MaximumConcurrentActivityWorkItems { get; set; } = 100 * Environment.ProcessorCount;

        /// <summary>Orchestrations taking a turn at once; at least 1.</summary>
        public int MaximumConcurrentOrchestrationWorkItems { get; set; } = 100 * Environment.ProcessorCount;
    }

    /// <summary>How versions are treated.</summary>
    public class VersioningOptions
    {
        /// <summary>Version of sub-orchestrations called without one.</summary>
        public string DefaultVersion { get; set; } = string.Empty;
    }
}
