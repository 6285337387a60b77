namespace Deis.Orchestrations.Create;

/// <summary>Input of the <c>Create</c> orchestration.</summary>
/// <param name="AppId">The app.</param>
/// <param name="App">Its name.</param>
public sealed record CreateInput(Guid AppId, string App)
{
    /// <summary>Name of the orchestration.</summary>
    public const string Orchestration = "Create";
}
