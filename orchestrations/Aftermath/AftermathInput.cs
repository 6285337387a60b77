namespace Deis.Orchestrations.Aftermath;

/// <summary>Input of the <c>Aftermath</c> orchestration.</summary>
/// <param name="AppId">The app.</param>
/// <param name="App">Its name.</param>
/// <param name="Operation">The operation that did not come to its own end.</param>
/// <param name="Reason">What ended it, for the user.</param>
public sealed record AftermathInput(Guid AppId, string App, string Operation, string Reason)
{
    /// <summary>Name of the orchestration.</summary>
    public const string Orchestration = "Aftermath";

    /// <summary>Instance id for an operation.</summary>
    public static string Id(string operation) => $"aftermath-{operation}";
}
