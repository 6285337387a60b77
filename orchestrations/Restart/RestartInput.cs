namespace Deis.Orchestrations.Restart;

/// <summary>Input of the <c>Restart</c> orchestration.</summary>
/// <param name="AppId">The app.</param>
/// <param name="App">Its name.</param>
/// <param name="UserId">Who asked for it.</param>
/// <param name="Type">Only this process type; null for all.</param>
/// <param name="Name">Only the process of this name; needs <paramref name="Type"/>.</param>
public sealed record RestartInput(Guid AppId, string App, Guid UserId, string? Type, string? Name)
{
    /// <summary>Name of the orchestration.</summary>
    public const string Orchestration = "Restart";
}
