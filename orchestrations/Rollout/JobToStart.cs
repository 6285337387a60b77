using Deis.Platform.Runtime;

namespace Deis.Orchestrations.Rollout;

/// <summary>Input of an activity that starts a job.</summary>
/// <param name="Job">What the job is about.</param>
/// <param name="Correlation">Who waits for the end.</param>
/// <param name="DeadlineSeconds">How long it may take.</param>
public sealed record JobToStart<T>(T Job, Correlation Correlation, double DeadlineSeconds);
