using Deis.Platform.Results;
using Deis.Platform.Runtime;

namespace Deis.Platform.Apps;

/// <summary>Sees to it that the runtime hears of a change of an app. Called within the transaction of the change (<see cref="RoutedChange"/>, <see cref="CreateApp"/>).</summary>
public interface IRuntimeNotice
{
    /// <summary>The number of a type's processes follows their load, as <see cref="IAppRuntime.ScaleByLoadAsync"/> has it. Called before anything is changed.</summary>
    /// <returns>Null; or why the runtime cannot be told, and then nothing may be changed.</returns>
    Task<Error?> ScaleByLoadAsync(App app, string type, LoadScaling? scaling, CancellationToken cancellationToken);

    /// <summary>The routing of the app is what the context sees. Called last.</summary>
    Task PublishRoutingAsync(App app, CancellationToken cancellationToken);

    /// <summary>The app is new and has no place yet. That is made after the commit, since nobody else may have the name then.</summary>
    /// <returns>True when what is committed makes it; false when the caller does, who waits for it.</returns>
    Task<bool> OrderPlaceAsync(App app, CancellationToken cancellationToken);
}
