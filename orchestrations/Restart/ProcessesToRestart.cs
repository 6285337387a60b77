using Deis.Platform.Runtime;

namespace Deis.Orchestrations.Restart;

/// <summary>Input of <see cref="RestartProcesses"/>.</summary>
/// <param name="AppId">The app.</param>
/// <param name="Type">Process type.</param>
/// <param name="Name">Only the process of this name; null for all of the type.</param>
/// <param name="Correlation">Who waits for the end.</param>
public sealed record ProcessesToRestart(Guid AppId, string Type, string? Name, Correlation Correlation);
