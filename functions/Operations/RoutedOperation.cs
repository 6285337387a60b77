namespace Deis.Functions.Operations;

/// <summary>An operation that tells the runtime of a change of routing.</summary>
/// <param name="App">The app that was changed.</param>
/// <param name="Id">Id of the operation.</param>
public sealed record RoutedOperation(string App, string Id);
