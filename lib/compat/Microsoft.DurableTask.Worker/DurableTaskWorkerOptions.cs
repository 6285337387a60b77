using Microsoft.DurableTask.Converters;

namespace Microsoft.DurableTask.Worker;

/// <summary>Options of a worker.</summary>
public class DurableTaskWorkerOptions
{
    /// <summary>Which orchestration versions a worker runs.</summary>
    public enum VersionMatchStrategy
    {
        /// <summary>All.</summary>
        None,

        /// <summary>Only its own.</summary>
        Strict,

        /// <summary>Its own and older ones.</summary>
        CurrentOrOlder,
    }

    /// <summary>What becomes of a task whose version the worker does not run.</summary>
    public enum VersionFailureStrategy
    {
        /// <summary>It is left to other workers.</summary>
        Reject,

        /// <summary>It fails.</summary>
        Fail,
    }

    /// <summary>Turns inputs and outputs into text; must agree with the clients'.</summary>
    public DataConverter DataConverter { get; set; } = JsonDataConverter.Default;

    /// <summary>How many work items run at once.</summary>
    public ConcurrencyOptions Concurrency { get; } = new();

    /// <summary>How versions are treated; null: they play no part.</summary>
    public VersioningOptions? Versioning { get; set; }

    /// <summary>Asked before an orchestration takes a turn; null: all are run.</summary>
    public IOrchestrationFilter? OrchestrationFilter { get; set; }

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
        /// <summary>The worker's version, which <see cref="MatchStrategy"/> compares.</summary>
        public string Version { get; set; } = string.Empty;

        /// <summary>Version of sub-orchestrations called without one.</summary>
        public string DefaultVersion { get; set; } = string.Empty;

        /// <summary>Which versions are run.</summary>
        public VersionMatchStrategy MatchStrategy { get; set; } = VersionMatchStrategy.None;

        /// <summary>What becomes of the others.</summary>
        public VersionFailureStrategy FailureStrategy { get; set; } = VersionFailureStrategy.Reject;
    }
}
