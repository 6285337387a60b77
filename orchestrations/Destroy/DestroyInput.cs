namespace Deis.Orchestrations.Destroy;

/// <summary>Input of the <c>Destroy</c> orchestration.</summary>
/// <param name="AppId">The app.</param>
/// <param name="App">Its name.</param>
/// <param name="UserId">Who asked for it.</param>
public sealed record DestroyInput(Guid AppId, string App, Guid UserId)
{
    /// <summary>Name of the orchestration.</summary>
    public const string Orchestration = "Destroy";
}
