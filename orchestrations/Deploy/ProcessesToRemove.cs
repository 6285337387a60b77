namespace Deis.Orchestrations.Deploy;

/// <summary>Input of <see cref="RemoveProcesses"/>.</summary>
/// <param name="AppId">The app.</param>
/// <param name="Type">Process type.</param>
public sealed record ProcessesToRemove(Guid AppId, string Type);
