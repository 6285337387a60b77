using Deis.Platform.Runtime;

namespace Deis.Orchestrations.Run;

/// <summary>Input of the <c>Run</c> orchestration. What is run stands in the row, encrypted.</summary>
/// <param name="RunId">The row.</param>
/// <param name="AppId">The app.</param>
/// <param name="App">Its name.</param>
/// <param name="Process">Name of the process, and of the job.</param>
/// <param name="DeadlineSeconds">How long it may take.</param>
/// <param name="Interaction">Set when somebody will talk to it.</param>
public sealed record RunInput(Guid RunId, Guid AppId, string App, string Process, double DeadlineSeconds, JobInteraction? Interaction = null)
{
    /// <summary>Name of the orchestration.</summary>
    public const string Orchestration = "Run";
}
