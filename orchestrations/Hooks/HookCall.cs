namespace Deis.Orchestrations.Hooks;

/// <summary>Input of <see cref="SendDeployHook"/>.</summary>
/// <param name="ReleaseId">The release.</param>
/// <param name="Index">Which of the configured hooks; its URL would be a secret in a history.</param>
public sealed record HookCall(Guid ReleaseId, int Index);
