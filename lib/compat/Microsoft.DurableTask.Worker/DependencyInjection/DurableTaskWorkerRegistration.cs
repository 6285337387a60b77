namespace Microsoft.DurableTask.Worker;

/// <summary>One registered worker.</summary>
internal sealed record DurableTaskWorkerRegistration(IDurableTaskWorkerBuilder Builder);
