namespace Deis.Orchestrations.Builds;

/// <summary>Input of the <c>Build</c> orchestration.</summary>
/// <param name="AppId">The app.</param>
/// <param name="App">Its name.</param>
/// <param name="UserId">Who pushed.</param>
/// <param name="Operation">The deploy that the build belongs to; names its log stream.</param>
/// <param name="Source">Object key of the source tarball.</param>
/// <param name="Sha">The commit, 40 hex digits.</param>
public sealed record BuildInput(Guid AppId, string App, Guid UserId, string Operation, string Source, string Sha)
{
    /// <summary>Name of the orchestration.</summary>
    public const string Orchestration = "Build";
}
