using Deis.Platform.Runtime;

namespace Deis.Orchestrations.Destroy;

/// <summary>Input of <see cref="StopEverything"/>.</summary>
/// <param name="AppId">The app.</param>
/// <param name="Correlation">Who waits for the end.</param>
public sealed record AppToStop(Guid AppId, Correlation Correlation);
