using Deis.Platform.Runtime;

namespace Deis.Orchestrations.Destroy;

/// <summary>Input of <see cref="StopEverything"/>.</summary>
/// <param name="App">App id.</param>
/// <param name="Correlation">Who waits for the end.</param>
public sealed record AppToStop(string App, Correlation Correlation);
