using Deis.Functions.Reference;

namespace Deis.Functions.Apps;

/// <summary>Answer of a request for a new app that does not wait for its place.</summary>
/// <param name="Operation">Id of the operation.</param>
/// <param name="App">The app's name, which the request may have left to the platform.</param>
public sealed record StartedApp(string Operation, string App) : IExample<StartedApp>
{
    /// <inheritdoc/>
    public static StartedApp Example => new("create-5f0c9a8b7d6e4f3a2b1c0d9e8f7a6b5c", Sample.App);
}
