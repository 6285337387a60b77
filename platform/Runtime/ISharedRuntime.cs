namespace Deis.Platform.Runtime;

/// <summary>A runtime whose objects others can change and delete as well, such as whoever has a login to the cluster.</summary>
public interface ISharedRuntime
{
    /// <summary>The apps of which something has changed since the last call, whoever did it.</summary>
    IReadOnlyCollection<string> TakeChanged();

    /// <summary>What is not as it shall be, as a sentence for the app's log; null when all is. What others have added does not count.</summary>
    Task<string?> FindDriftAsync(AppBlueprint wanted, CancellationToken cancellationToken);
}
