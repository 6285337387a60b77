namespace Deis.Orchestrations.Scale;

/// <summary>Input of the <c>Scale</c> orchestration.</summary>
/// <param name="AppId">The app.</param>
/// <param name="App">Its name.</param>
/// <param name="UserId">Who asked for it.</param>
/// <param name="Processes">Wanted number of processes for the types that change.</param>
public sealed record ScaleInput(Guid AppId, string App, Guid UserId, IReadOnlyDictionary<string, int> Processes)
{
    /// <summary>Name of the orchestration.</summary>
    public const string Orchestration = "Scale";
}
