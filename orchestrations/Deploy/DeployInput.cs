namespace Deis.Orchestrations.Deploy;

/// <summary>Input of the <c>Deploy</c> orchestration: ids only, since histories are readable.</summary>
/// <param name="AppId">The app.</param>
/// <param name="App">Its name.</param>
/// <param name="UserId">Who asked for it.</param>
/// <param name="Trigger">Why.</param>
/// <param name="Source">For a push: object key of the source tarball.</param>
/// <param name="Sha">For a push: the commit, 40 hex digits.</param>
/// <param name="BuildId">For a posted build: the build.</param>
/// <param name="ConfigId">For a configuration change: the new configuration.</param>
/// <param name="RollbackTo">For a rollback: number of the release wanted back.</param>
public sealed record DeployInput(
    Guid AppId,
    string App,
    Guid UserId,
    DeployTrigger Trigger,
    string? Source = null,
    string? Sha = null,
    Guid? BuildId = null,
    Guid? ConfigId = null,
    int? RollbackTo = null)
{
    /// <summary>Name of the orchestration.</summary>
    public const string Orchestration = "Deploy";

    /// <summary>The log stream that a push's output is read from.</summary>
    public static string BuildLogStream(string operation) => $"builds/{operation}";
}
